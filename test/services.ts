// npm run test:services: the core's and the data's suites, and what else meets a database, on a real PostgreSQL and Redis.
// The databases' own time zone is not UTC, which the embedded one's is: what holds in both, holds anywhere.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const services = {
  DATABASE_URL: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres',
  REDIS_URL: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
  TEST_TIME_ZONE: 'Asia/Tokyo',
};
/** What of the bots and of the rooms meets a database: answers, messages, boards, and what goes wrong with them. */
const adapters = [
  'bots/src/post/',
  'bots/src/discord/discord',
  'bots/src/discord/main-job',
  'bots/src/discord/outbound',
  'bots/src/slack/slack',
  'activity/server/',
];
/** What meets no database is the same without one. */
const pure = ['--exclude', '**/rules/**', '--exclude', 'core/src/sessions/calendar/{ics,vtimezone,content,basic}*'];
console.log('\nPostgreSQL and Redis, in the time zone Asia/Tokyo');
const suites = ['core/', 'prisma/', 'test/faults/services/', ...adapters];
const { status } = spawnSync(process.execPath, [vitest, 'run', ...suites, ...pure], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, ...services },
  stdio: 'inherit',
});
process.exit(status ?? 1);
