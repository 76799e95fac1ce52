// What `npm run bench:jobs` compares with: queues as they are, at their fast settings, whose job does nothing at all.
import { Queue, Worker } from 'bullmq';
import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { OpenEnd } from './jobs-end.ts';
import { ours } from './jobs-ours.ts';

/** Locks 500 jobs at a time, runs 24 at once, marks what is done in batches, and looks for what is due each 50 ms. */
const graphile: OpenEnd = async (databaseUrl, _redisUrl, sent) => {
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
    taskList: { send: async (payload: unknown) => sent(Number(payload)) },
  });
  return {
    async plan(dues) {
      await pool.query(
        `SELECT count(*) FROM unnest($1::float8[]) AS due, LATERAL graphile_worker.add_job('send', to_json(due),
           run_at => to_timestamp(due / 1000)) AS job`,
        [dues],
      );
    },
    async close() {
      await runner.stop();
      await pool.end();
    },
  };
};

/** Fetches 500 jobs at a time, as often as it allows: every half second, and at once after a full batch. */
const pgBoss: OpenEnd = async (databaseUrl, _redisUrl, sent) => {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 10 });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue('send');
  await boss.work('send', { batchSize: 500, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true }, async (jobs) => {
    for (const { data } of jobs) sent(Number(Reflect.get(Object(data), 'due')));
  });
  return {
    async plan(dues) {
      await boss.insert(
        'send',
        dues.map((due) => ({ data: { due }, startAfter: new Date(due) })),
      );
    },
    close: () => boss.stop({ graceful: false }),
  };
};

/** A hundred at once; what is done is removed. */
const bull: OpenEnd = async (_databaseUrl, redisUrl, sent) => {
  const connection = { url: redisUrl, maxRetriesPerRequest: null };
  const queue = new Queue<{ due: number }>('send', { connection });
  await queue.obliterate({ force: true });
  const worker = new Worker<{ due: number }>('send', async ({ data }) => sent(data.due), {
    connection,
    concurrency: 100,
    removeOnComplete: { count: 0 },
  });
  await worker.waitUntilReady();
  return {
    async plan(dues) {
      for (let from = 0; from < dues.length; from += 1_000) {
        const some = dues.slice(from, from + 1_000);
        await queue.addBulk(
          some.map((due) => ({ name: 'send', data: { due }, opts: { delay: Math.max(1, due - Date.now()) } })),
        );
      }
    },
    async close() {
      await worker.close(true);
      await queue.close();
    },
  };
};

export const ends = { ours, 'graphile-worker': graphile, 'pg-boss': pgBoss, BullMQ: bull } satisfies Record<
  string,
  OpenEnd
>;
export type EndName = keyof typeof ends;
export const endNames = Object.keys(ends).filter((name): name is EndName => name in ends);
