// npm run test:services: the core's and the data's suites on a real PostgreSQL and Redis, first as they are, then with
// databases whose own time zone is not UTC. What runs is said by the runner itself; the exit code is 1 where one failed.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const services = {
  DATABASE_URL: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres',
  REDIS_URL: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
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
const runs: { name: string; suites: string[]; environment: Record<string, string> }[] = [
  { name: 'as the server is', suites: ['core/', 'prisma/', 'test/faults/services/', ...adapters], environment: {} },
  { name: 'in the time zone Asia/Tokyo', suites: ['core/', 'prisma/'], environment: { TEST_TIME_ZONE: 'Asia/Tokyo' } },
];

const failed = runs.filter(({ name, suites, environment }) => {
  console.log(`\nPostgreSQL and Redis, ${name}`);
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...suites, ...pure], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ...services, ...environment },
    stdio: 'inherit',
  });
  return status !== 0;
});
for (const { name } of failed) console.log(`Failed: PostgreSQL and Redis, ${name}`);
process.exit(failed.length === 0 ? 0 : 1);
