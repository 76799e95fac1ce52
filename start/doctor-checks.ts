import { existsSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import type { Check } from '@echochat/bots/doctor/check.ts';
import type { Config } from '@echochat/core/platform/config.ts';
import { databaseProblem } from '@echochat/core/platform/db/database.ts';
import { redisProblem } from '@echochat/core/platform/redis.ts';
import { storageProblem } from '@echochat/core/platform/storage/open-storage.ts';
import { hasDatabase } from '@echochat/prisma/embedded-folder.ts';
import { freeMegabytes, unusableReason } from '@echochat/prisma/folder-problem.ts';
import { migrations } from '@echochat/prisma/migration-files.ts';
import { readRecords } from '@echochat/prisma/migration-records.ts';
import { DataProblem } from '@echochat/prisma/problem.ts';
import pg from 'pg';

// What this EchoChat stands on: looked at, and left as it is.

const well = (what: string): Check => ({ ok: true, what });
const wrong = (what: string, fix: string): Check => ({ ok: false, what, fix });

export async function checkGround(config: Config): Promise<Check[]> {
  return [
    ...(config.databaseUrl === null ? [] : await checkDatabase(config.databaseUrl)),
    ...checkFolder(config),
    await checkRedis(config.redisUrl),
    ...(config.s3 === null ? [] : [await checkBucket(config.s3)]),
    ...(await checkChatClock(config)),
    checkMemory(),
    checkIce(config),
  ];
}

/** So many milliseconds of a round trip make a command of a few of them slow to watch. */
const slowMs = 50;
const clockSeconds = 30;
const oldestMajor = 14;

async function checkDatabase(url: string): Promise<Check[]> {
  const problem = await databaseProblem(url);
  if (problem) return [wrong(`the database ${problem}`, 'set DATABASE_URL to a PostgreSQL that answers')];
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, query_timeout: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const from = performance.now();
    const { rows } = await client.query<{ version: string; now: Date }>(
      `SELECT current_setting('server_version') AS version, clock_timestamp() AS now`,
    );
    const ms = Math.round(performance.now() - from);
    const [row] = rows;
    const version = row?.version ?? '';
    const apart = Math.abs(Date.now() - (row?.now.getTime() ?? 0)) / 1_000;
    return [
      Number.parseInt(version, 10) >= oldestMajor
        ? well(`PostgreSQL ${version}`)
        : wrong(`PostgreSQL ${version}`, `upgrade it to ${oldestMajor} or newer`),
      ms <= slowMs
        ? well(`the database answers in ${ms} ms`)
        : wrong(
            `the database answers in ${ms} ms`,
            'run it in the same place as EchoChat: a command asks it a few times',
          ),
      apart <= clockSeconds
        ? well('the clock agrees with the database’s')
        : wrong(`the clock and the database’s are ${Math.round(apart)} s apart`, 'set both by NTP'),
      await checkMigrations(client),
      await checkPlans(client),
    ];
  } finally {
    await client.end();
  }
}

async function checkMigrations(client: pg.Client): Promise<Check> {
  const known = migrations().map(({ name }) => name);
  const { applied, unfinished } = await readRecords(client);
  const strange = [...applied, ...unfinished].find((name) => !known.includes(name));
  if (strange !== undefined)
    return wrong(
      `the database is newer than this version (${strange})`,
      'start the newer version, or restore a backup',
    );
  const missing = known.filter((name) => !applied.includes(name)).length;
  return well(missing === 0 ? 'all migrations are applied' : `${missing} migrations come with the next start`);
}

async function checkPlans(client: pg.Client): Promise<Check> {
  const { rows } = await client.query<{ table: string | null }>(`SELECT to_regclass('subscription_plans') AS table`);
  if (rows[0]?.table === null) return well('plans come with the first start');
  const plans = await client.query<{ name: string }>(
    'SELECT name FROM subscription_plans WHERE is_active ORDER BY sort_order',
  );
  const names = plans.rows.map(({ name }) => name);
  return names.includes('free')
    ? well(`plans: ${names.join(', ')}`)
    : wrong('there is no plan called free', 'start EchoChat once: it brings its plans');
}

function checkFolder({ dataDir, databaseUrl, s3 }: Config): Check[] {
  const path = resolve(dataDir);
  if (!existsSync(path)) return [well(`${path} is made by the first start`)];
  if (!statSync(path).isDirectory()) return [wrong(`${path} is a file`, 'set DATA_DIR to a folder')];
  const database = join(path, 'postgres');
  const reason = unusableReason(database);
  if (reason) return [wrong('the data folder cannot be used', reason)];
  try {
    if (databaseUrl === null) hasDatabase(database);
  } catch (error) {
    if (error instanceof DataProblem) return [wrong('the embedded database cannot be used', error.message)];
    throw error;
  }
  const free = freeMegabytes(path) ?? 0;
  const least = databaseUrl === null || s3 === null ? 1_024 : 64;
  const uid = statSync(path).uid;
  return [
    free >= least
      ? well(`${path} can be written, ${free} MB are free`)
      : wrong(`${path} has ${free} MB free`, 'make room: below 64 MB nothing is saved any more'),
    process.getuid === undefined || uid === process.getuid()
      ? well('the data folder belongs to this user')
      : wrong(
          `the data folder belongs to another user (${uid})`,
          `run EchoChat as that user, or chown -R ${process.getuid()} it`,
        ),
  ];
}

async function checkRedis(url: string | null): Promise<Check> {
  if (url === null) return well('no Redis: one process keeps it in memory');
  const problem = await redisProblem(url);
  return problem ? wrong(`Redis ${problem}`, 'set REDIS_URL to one that answers') : well('Redis answers');
}

async function checkBucket(s3: NonNullable<Config['s3']>): Promise<Check> {
  const problem = await storageProblem({ kind: 's3', ...s3 });
  return problem
    ? wrong(`the bucket ${s3.bucket} ${problem}`, 'look at S3_* and at what the key may do: put, get, list and delete')
    : well(`the bucket ${s3.bucket} takes a file, gives it back and deletes it`);
}

/** The clock against that of a chat that is configured: its signatures and tokens are refused where they differ. */
async function checkChatClock({ discord, slack }: Config): Promise<Check[]> {
  const address = discord?.apiUrl ?? slack?.apiUrl;
  if (address === undefined) return [];
  const response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(5_000) }).catch(() => null);
  const date = Date.parse(response?.headers.get('date') ?? '');
  if (Number.isNaN(date)) return [];
  const apart = Math.round(Math.abs(Date.now() - date) / 1_000);
  return [
    apart <= clockSeconds
      ? well('the clock agrees with the chat’s')
      : wrong(`the clock is ${apart} s from the chat’s`, 'set it by NTP: requests are refused otherwise'),
  ];
}

function checkMemory(): Check {
  const megabytes = Math.round((process.constrainedMemory() || totalmem()) / 2 ** 20);
  const may = Math.min(megabytes, Math.round(totalmem() / 2 ** 20));
  return may >= 1_024 ? well(`${may} MB of memory`) : wrong(`${may} MB of memory`, 'give it 1 GB');
}

function checkIce({ ice, publicUrl }: Config): Check {
  if (ice.turn) return well(`voice goes by ${ice.turn.urls.join(', ')} where it has to`);
  return publicUrl === null
    ? well('no TURN server: voice works on this machine')
    : wrong('no TURN server: one in ten cannot hear others in a browser', 'set TURN_URLS and TURN_SECRET');
}
