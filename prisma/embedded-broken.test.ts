import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded.ts';
import { startThread } from './embedded-thread.ts';

// A database is opened twice in each of these, on machines that have other things to do.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let folder: string;
let database: EmbeddedDatabase;
let states: string[];
let pool: pg.Pool;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'echochat-broken-'));
  states = [];
  const onState = (state: string) => void states.push(state);
  database = await openEmbeddedDatabase({ dataDir: join(folder, 'postgres'), onState, silentSeconds: 2 });
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  await pool.query('CREATE TABLE marks (mark text)');
  await pool.query('SELECT pg_switch_wal()');
  await pool.query(`INSERT INTO marks VALUES ('acknowledged')`);
});
afterEach(async () => {
  await pool.end();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const marks = async () => (await pool.query('SELECT mark FROM marks ORDER BY mark')).rows.map(({ mark }) => mark);
/** Writes into a log that is not there. */
async function panic(): Promise<void> {
  await pool.query('SELECT pg_switch_wal()').catch(() => {});
  await expect(pool.query(`INSERT INTO marks VALUES ('never')`)).rejects.toThrow();
  await expect.poll(() => states).toEqual(['broken']);
}
const isWell = async () => expect.poll(() => marks().catch(() => null), { timeout: 120_000 }).toEqual(['acknowledged']);

test.each(['postgres', 'postgres/pg_wal'])(
  'what PostgreSQL panics over ends it, and it is opened again once %s is there again',
  async (name) => {
    const away = join(folder, 'away');
    renameSync(join(folder, name), away);
    await panic();
    await expect(marks()).rejects.toThrow();
    renameSync(away, join(folder, name));
    await isWell();
    expect(states).toEqual(['broken', 'well']);
  },
);

test('a database that is gone is not made anew where it was', async () => {
  const dataDir = join(folder, 'elsewhere');
  const opened = startThread({ dataDir, loaded: null, port: 0, isReopened: true }, 300, () => {});
  await expect(opened).rejects.toThrow(/is gone$/);
  expect(existsSync(dataDir) || existsSync(`${dataDir}.unfinished`)).toBe(false);
});

test('what computes for ever is ended, with the transaction that it was in', async () => {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query(`INSERT INTO marks VALUES ('never')`);
  const hung = client.query('SELECT count(*) FROM generate_series(1, 1e15::bigint)').catch((error: Error) => error);
  expect(await hung).toBeInstanceOf(Error);
  client.release(true);
  await isWell();
  expect(states).toEqual(['broken', 'well']);
});

test('one that is broken closes all the same', async () => {
  renameSync(join(folder, 'postgres'), join(folder, 'away'));
  await panic();
  await database.close();
});
