import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { accept, matchedPair, noticesOf, openWindow, refusal, until } from '../chat.ts';
import { type EchoProcess, endLeftovers, openFolders, startEcho } from '../process.ts';
import { databaseUrl, type OwnDatabase, openOwnDatabase, redisUrl } from './server.ts';

vi.setConfig({ testTimeout: 150_000, hookTimeout: 120_000 });

describe.skipIf(databaseUrl === null || redisUrl === null)('several processes (needs DATABASE_URL, REDIS_URL)', () => {
  const folders = openFolders();
  const secret = 'one-secret-for-all-of-the-processes';
  let database: OwnDatabase;
  let web: EchoProcess[];
  let worker: EchoProcess;

  const start = (roles: string) =>
    startEcho({
      ROLES: roles,
      DATA_DIR: folders.path('house'),
      DATABASE_URL: database.url(),
      REDIS_URL: redisUrl ?? '',
      AUTH_SECRET: secret,
    });

  beforeAll(async () => {
    database = await openOwnDatabase(databaseUrl ?? '');
    // All at once on an empty database: one of them migrates it and loads what belongs into it, the others wait.
    [worker, ...web] = await Promise.all([start('worker'), start('web'), start('web')]);
  });
  afterAll(async () => {
    await endLeftovers();
    await database.drop();
    folders.remove();
  });

  const [one, other] = [() => web[0]?.url ?? '', () => web[1]?.url ?? ''];

  test('an answer given at one process is seen at once in a window at the other', async () => {
    const { matchId } = await matchedPair(one(), 'Ana', 'Ben', 1);
    const window = await openWindow(other(), 'Ben');
    expect(refusal(await accept(one(), 'Ana', matchId))).toBeNull();
    const seconds = await until('the card is in the window', () => window.events.length > 0);
    console.info(`seen at the other process after ${seconds.toFixed(2)} s`);
    expect(refusal(await accept(other(), 'Ben', matchId))).toBeNull();
    await until('the second card is in the window', () => window.events.length > 1);
    await wait(300);
    expect(window.events).toHaveLength(2);
    window.close();
  });

  test('a worker that is killed in a job: another one takes it over within 45 seconds, and does it once', async () => {
    const { matchId } = await matchedPair(one(), 'Cleo', 'Dan', 2);
    // The job stands before this lock when its worker is killed.
    const holder = await database.connect();
    await holder.query('BEGIN; LOCK TABLE notifications IN ACCESS EXCLUSIVE MODE');
    expect(refusal(await accept(one(), 'Cleo', matchId))).toBeNull();
    const held = `SELECT 1 FROM graphile_worker.jobs WHERE locked_by IS NOT NULL`;
    await until('the job runs', async () => (await database.query(held)).rowCount === 1);
    await worker.end('SIGKILL');
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()`,
    );
    await holder.query('COMMIT');
    await holder.end();

    worker = await start('worker');
    const news = async () => (await noticesOf(other(), 'Dan')).map(({ kind }) => kind);
    const seconds = await until('the job is done by the other', async () => (await news()).length > 0, 45);
    console.info(`a dead worker’s job was done after ${seconds.toFixed(1)} s`);
    await wait(500);
    expect(await news()).toEqual(['match.interest']);
  });

  test('a living worker’s heart beats under the name that its jobs are locked with', async () => {
    const holder = await database.connect();
    await holder.query('BEGIN; LOCK TABLE notifications IN ACCESS EXCLUSIVE MODE');
    const { matchId } = await matchedPair(one(), 'Eva', 'Finn', 3);
    expect(refusal(await accept(one(), 'Eva', matchId))).toBeNull();
    const beating = `SELECT 1 FROM graphile_worker.jobs JOIN worker_heartbeats ON worker_id = locked_by
      WHERE seen_at > now() - interval '15 seconds'`;
    await until('the job runs', async () => (await database.query(beating)).rowCount === 1);
    await holder.query('COMMIT');
    await holder.end();
    await until('Finn hears of it', async () => (await noticesOf(one(), 'Finn')).length === 1);
  });

  test('all of them end with 0', async () => {
    const ended = await Promise.all([...web, worker].map((echo) => echo.end()));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  });
});
