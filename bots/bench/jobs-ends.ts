// What `npm run bench:jobs` compares with: queues as they are, at their fast settings.
import { Queue, Worker } from 'bullmq';
import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Job, OpenEnd } from './jobs-end.ts';
import { ours } from './jobs-ours.ts';
import { type OpenQueue, withoutWork, withSameSend } from './jobs-work.ts';

/** Locks 500 jobs at a time, runs 24 at once, marks what is done in batches, and looks for what is due each 50 ms. */
const graphile: OpenQueue = async (databaseUrl, _redisUrl, work) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 25 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const runner = await run({
    pgPool: pool,
    concurrency: 24,
    pollInterval: 50,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0, localQueue: { size: 500 } } },
    taskList: { send: async (payload: unknown) => work.send(jobOf(payload)) },
  });
  return {
    async plan(dues) {
      await pool.query(
        `SELECT count(*) FROM json_array_elements($1) AS job, LATERAL graphile_worker.add_job('send', job,
           run_at => to_timestamp((job->>'due')::float8 / 1000)) AS added`,
        [JSON.stringify(await work.jobs(dues))],
      );
    },
    async close() {
      await runner.stop();
      await pool.end();
      await work.close();
    },
  };
};

/** Fetches 500 jobs at a time, as often as it allows: every half second, and at once after a full batch. */
const pgBoss: OpenQueue = async (databaseUrl, _redisUrl, work) => {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 10 });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue('send');
  await boss.work('send', { batchSize: 500, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true }, async (jobs) => {
    await Promise.all(jobs.map(({ data }) => work.send(jobOf(data))));
  });
  return {
    async plan(dues) {
      await boss.insert(
        'send',
        (await work.jobs(dues)).map((job) => ({ data: job, startAfter: new Date(job.due) })),
      );
    },
    async close() {
      await boss.stop({ graceful: false });
      await work.close();
    },
  };
};

/** A hundred at once; what is done is removed. */
const bull: OpenQueue = async (_databaseUrl, redisUrl, work) => {
  const connection = { url: redisUrl, maxRetriesPerRequest: null };
  const queue = new Queue<Job>('send', { connection });
  await queue.obliterate({ force: true });
  const worker = new Worker<Job>('send', ({ data }) => work.send(data), {
    connection,
    concurrency: 100,
    removeOnComplete: { count: 0 },
  });
  await worker.waitUntilReady();
  return {
    async plan(dues) {
      const jobs = await work.jobs(dues);
      for (let from = 0; from < jobs.length; from += 1_000) {
        const some = jobs.slice(from, from + 1_000);
        await queue.addBulk(
          some.map((job) => ({ name: 'send', data: job, opts: { delay: Math.max(1, job.due - Date.now()) } })),
        );
      }
    },
    async close() {
      await worker.close(true);
      await queue.close();
      await work.close();
    },
  };
};

const jobOf = (payload: unknown): Job => {
  const of = (key: keyof Job) => Number(Reflect.get(Object(payload), key));
  return { due: of('due'), userId: of('userId'), sessionId: of('sessionId') };
};

export const ends = {
  ours,
  'graphile-worker': withSameSend(graphile),
  'pg-boss': withSameSend(pgBoss),
  BullMQ: withSameSend(bull),
  'graphile-worker, empty': withoutWork(graphile),
  'pg-boss, empty': withoutWork(pgBoss),
  'BullMQ, empty': withoutWork(bull),
} satisfies Record<string, OpenEnd>;
export type EndName = keyof typeof ends;
export const endNames = Object.keys(ends).filter((name): name is EndName => name in ends);
