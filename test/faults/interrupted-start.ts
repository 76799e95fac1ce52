import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedDatabase } from '@echochat/prisma/embedded.ts';
import { applyMigrations } from '@echochat/prisma/migrate.ts';
import { migrations } from '@echochat/prisma/migration-files.ts';
import pg from 'pg';
import { say, went } from './chat.ts';
import { type Environment, endAfter, startEcho } from './process.ts';

// A start that is cut off at some moment, and the start after it, which has to be well.

const signals = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
/** How many migrations a database has that is to be upgraded. */
const olderCount = 3;

/** Where a start begins: a new place for each of them. */
export interface Ground {
  name: string;
  /** How many people are there once it has started. */
  people: number;
  make(): Promise<{ environment: Environment; clear(): Promise<void> }>;
}

/** `npm run faults:start` cuts off that many starts; without it a few are. */
const count = Number(process.env.FAULT_STARTS ?? 0);

/** When starts are cut off: every 50 ms of them in the whole sweep, else a few times, all over a start as long as it is here. */
export async function moments(ground: Ground, few: number): Promise<number[]> {
  // In leaps, so that a sweep that is ended early has been everywhere.
  if (count > 0) return Array.from({ length: count }, (_, index) => (((index * 37) % count) + 1) * 50);
  const whole = await wholeStart(ground);
  return Array.from({ length: few }, (_, index) => Math.round((whole * (index + 1)) / (few + 1)));
}

/** How long a start takes here that nobody cuts off, in milliseconds. */
async function wholeStart(ground: Ground): Promise<number> {
  const { environment, clear } = await ground.make();
  const echo = await startEcho(environment, 300);
  await echo.end('SIGKILL');
  await clear();
  return echo.seconds * 1_000;
}

/** Cuts starts off at the given moments. Returns what went wrong with the starts after them, one line each. */
export async function cutOffAt(ground: Ground, moments: readonly number[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const [index, ms] of moments.entries()) {
    const signal = signals[index % signals.length] ?? 'SIGKILL';
    const { environment, clear } = await ground.make();
    await endAfter(environment, ms, signal);
    const problem = await problemOfStart(environment, ground.people);
    if (problem) wrong.push(`${ground.name}, ${signal} after ${ms} ms: ${problem}`);
    if (moments.length > 20 && index % 10 === 9)
      console.info(`${ground.name}: ${index + 1 - wrong.length} of ${index + 1} well`);
    await clear();
  }
  return wrong;
}

async function problemOfStart(environment: Environment, people: number): Promise<string | null> {
  try {
    const echo = await startEcho(environment, 300);
    const newest = await say(echo.url, 'Zoe', '/goals add title:"After it"');
    const count = Number(/\((\d+) learners\)/.exec(echo.stdout())?.[1] ?? people);
    await echo.end('SIGKILL');
    if (!went(newest)) return `a command is answered with ${newest.status}`;
    return count < people ? `${count} of ${people} people are there` : null;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

/** An empty folder. */
export const emptyFolder = (folder: string): Ground => ({
  name: 'first start, embedded',
  people: 500,
  async make() {
    const path = join(folder, randomUUID());
    return { environment: { DATA_DIR: path }, clear: async () => rmSync(path, { recursive: true, force: true }) };
  },
});

/** A folder with a database of an earlier version, in which somebody is. */
export async function olderFolder(folder: string): Promise<Ground> {
  const source = join(folder, 'older');
  mkdirSync(source);
  const database = await openEmbeddedDatabase({ dataDir: join(source, 'postgres') });
  await makeOlder(database.url);
  await database.close();
  return {
    name: 'upgrade, embedded',
    people: 1,
    async make() {
      const path = join(folder, randomUUID());
      cpSync(source, path, { recursive: true });
      return { environment: { DATA_DIR: path }, clear: async () => rmSync(path, { recursive: true, force: true }) };
    },
  };
}

/** A new database on a server, with an earlier version's schema where it is to be upgraded. */
export const onServer = (folder: string, server: string, isOlder: boolean): Ground => ({
  name: isOlder ? 'upgrade, PostgreSQL' : 'first start, PostgreSQL',
  people: 0,
  async make() {
    const name = `echochat_start_${randomUUID().replaceAll('-', '')}`;
    await query(server, `CREATE DATABASE ${name}`);
    const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
    if (isOlder) await makeOlder(url);
    const path = join(folder, name);
    return {
      environment: { DATA_DIR: path, DATABASE_URL: url },
      async clear() {
        await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
        rmSync(path, { recursive: true, force: true });
      },
    };
  },
});

async function makeOlder(url: string): Promise<void> {
  await applyMigrations(url, { known: migrations().slice(0, olderCount) });
  await query(url, `INSERT INTO users (handle, display_name, updated_at) VALUES ('ana', 'Ana', now())`);
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
