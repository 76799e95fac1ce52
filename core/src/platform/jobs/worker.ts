import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import {
  Logger,
  makeWorkerUtils,
  type Runner,
  type RunnerOptions,
  run,
  runMigrations,
  type WorkerEvents,
  type WorkerUtils,
} from 'graphile-worker';
import cron from 'node-cron';
import type { Database } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import { addJob, type Job } from './job.ts';

/** A beat: a job that is due again and again, at the minutes that the cron pattern names (UTC). */
export interface Beat {
  pattern: string;
  job: Job<Record<string, never>>;
}

export interface Worker {
  /** Takes no more jobs and resolves once those that run have ended. */
  stop(): Promise<void>;
}

const heartbeatSeconds = 5;
/** A worker unheard of for this long is dead, and its jobs are given back. */
const deadAfterSeconds = 30;

/** Creates or updates Graphile Worker's own schema. */
export const migrateJobs = (database: Database, log: Log): Promise<void> => runMigrations(sharedOptions(database, log));

export async function startWorker(jobs: readonly Job[], beats: readonly Beat[], services: Services): Promise<Worker> {
  const { database, log } = services;
  const workerIds = new Set<string>();
  // Workers are created while `run` is still running, so who listens for them has to be there before.
  const events: WorkerEvents = new EventEmitter();
  events.on('worker:create', ({ worker }) => workerIds.add(worker.workerId));
  const options: RunnerOptions = {
    ...sharedOptions(database, log),
    events,
    concurrency: database.embedded ? 2 : 10,
    noHandleSignals: true,
    noPreparedStatements: database.embedded,
    // The embedded server delivers no NOTIFY, so it is asked often; a real one is asked in case a NOTIFY was lost.
    pollInterval: database.embedded ? 150 : 2_000,
    taskList: Object.fromEntries(jobs.map((job) => [job.name, (payload: unknown) => job.run(payload, services)])),
  };
  const utils = await makeWorkerUtils(sharedOptions(database, log));
  await freeDeadWorkers(database, utils, true);
  const runner: Runner = await run(options);

  const heart = setInterval(() => {
    beatHeart(database, workerIds)
      .then(() => freeDeadWorkers(database, utils, false))
      .catch((error: unknown) => log.warn({ error: String(error) }, 'the worker’s heartbeat failed'));
  }, heartbeatSeconds * 1_000);
  await beatHeart(database, workerIds);

  const tasks = beats.map(({ pattern, job }) =>
    cron.schedule(pattern, () => enqueueBeat(job, services), { timezone: 'UTC', name: `${job.name}-${randomUUID()}` }),
  );

  return {
    async stop() {
      clearInterval(heart);
      for (const task of tasks) await task.destroy();
      await runner.stop();
      await utils.release();
      await database.pool.query('DELETE FROM worker_heartbeats WHERE worker_id = ANY($1)', [[...workerIds]]);
    },
  };
}

/** The key names the minute, so that several processes on the same beat add one job. */
async function enqueueBeat(job: Job<Record<string, never>>, { database, clock, log }: Services): Promise<void> {
  const minute = clock.now().round({ smallestUnit: 'minute', roundingMode: 'floor' });
  try {
    await database.transaction((tx) => addJob(tx, job, {}, { key: `beat:${job.name}:${minute}` }));
  } catch (error) {
    log.warn({ error: String(error), job: job.name }, 'a beat could not be added; the next one makes up for it');
  }
}

async function beatHeart(database: Database, workerIds: ReadonlySet<string>): Promise<void> {
  await database.pool.query(
    `INSERT INTO worker_heartbeats (worker_id, seen_at) SELECT id, now() FROM unnest($1::text[]) AS id
     ON CONFLICT (worker_id) DO UPDATE SET seen_at = now()`,
    [[...workerIds]],
  );
}

/** Gives back the jobs of workers whose heart stopped; Graphile Worker alone would wait four hours. */
async function freeDeadWorkers(database: Database, utils: WorkerUtils, starting: boolean): Promise<void> {
  // Whoever opens the embedded database is alone with it: at the start every lock is a dead worker's.
  const age = starting && database.embedded ? 0 : deadAfterSeconds;
  const { rows } = await database.pool.query<{ locked_by: string }>(
    `SELECT DISTINCT locked_by FROM graphile_worker.jobs
     WHERE locked_by IS NOT NULL AND locked_at < now() - make_interval(secs => $1) AND NOT EXISTS (
       SELECT 1 FROM worker_heartbeats h WHERE h.worker_id = locked_by AND h.seen_at >= now() - make_interval(secs => $1))`,
    [age],
  );
  if (rows.length > 0) await utils.forceUnlockWorkers(rows.map((row) => row.locked_by));
}

function sharedOptions(database: Database, log: Log) {
  const logger = new Logger(() => (level, message) => {
    if (level === 'error') log.error({ source: 'worker' }, message);
    else if (level === 'warning') log.warn({ source: 'worker' }, message);
    else log.debug({ source: 'worker' }, message);
  });
  return { pgPool: database.pool, logger };
}
