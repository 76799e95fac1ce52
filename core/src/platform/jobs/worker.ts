import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import {
  Logger,
  makeWorkerUtils,
  type Runner,
  type RunnerOptions,
  run,
  runMigrations,
  type WorkerEvents,
} from 'graphile-worker';
import cron from 'node-cron';
import type { Database } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import { type Beat, soundBeat } from './beat.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { Job } from './job.ts';
import { type Pump, startPump } from './pump.ts';
import { type Signs, watchSigns } from './signs.ts';

export interface Worker {
  /** Takes no more jobs and resolves once those that run have ended. */
  stop(): Promise<void>;
  /** False once it has looked for jobs in vain for a minute: the database does not answer it, or it stands still. */
  isWell(): boolean;
}

/** How long a worker that has ended by itself is left alone. */
const restartMs = 1_000;

/** Creates or updates Graphile Worker's own schema. */
export const migrateJobs = (database: Pick<Database, 'pool'>, log: Log): Promise<void> =>
  runMigrations(sharedOptions(database, log));

export async function startWorker(
  jobs: readonly Job[],
  beats: readonly Beat[],
  pumps: readonly Pump[],
  services: Services,
): Promise<Worker> {
  const { database, log } = services;
  const utils = await makeWorkerUtils(sharedOptions(database, log));
  const heartbeat = await startHeartbeat(database, utils, log);
  // The pool is created while `run` is still running, so who listens for it has to be there before.
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => heartbeat.join(workerPool.id));
  events.on('pool:release', ({ workerPool }) => heartbeat.leave(workerPool.id));
  const signs = watchSigns(events);
  const runner = await keepRunning(log, signs, {
    ...sharedOptions(database, log),
    events,
    concurrency: database.embedded ? 2 : 10,
    noHandleSignals: true,
    noPreparedStatements: database.embedded,
    // The embedded server delivers no NOTIFY, so it is asked often; a real one is asked in case a NOTIFY was lost.
    pollInterval: database.embedded ? 150 : 2_000,
    // Unbatched, Graphile Worker marks a job as done in a promise that nobody holds: where that fails, the process dies.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: Object.fromEntries(jobs.map((job) => [job.name, (payload: unknown) => job.run(payload, services)])),
  });

  const tasks = beats.map((beat) =>
    cron.schedule(beat.pattern, () => soundBeat(beat, services), {
      timezone: 'UTC',
      name: `${beat.job.name}-${randomUUID()}`,
    }),
  );

  const running = pumps.map((pump) => startPump(pump, services));
  return {
    isWell: signs.isWell,
    async stop() {
      for (const task of tasks) await task.destroy();
      await Promise.all(running.map((pump) => pump.stop()));
      await runner.stop();
      heartbeat.stop();
      await utils.release();
    },
  };
}

/** Runs Graphile Worker, which ends itself where it could not mark a job as done, again and again until it is stopped. */
async function keepRunning(log: Log, signs: Signs, options: RunnerOptions): Promise<{ stop(): Promise<void> }> {
  let isStopping = false;
  let runner: Runner | null = await run(options);

  async function watch(): Promise<void> {
    for (;;) {
      const current = runner;
      const ended = current?.promise.catch((error: unknown) => log.warn({ error: String(error) }, 'the worker failed'));
      const isStuck = await Promise.race([ended, signs.untilStill()]);
      if (isStopping) return;
      if (isStuck === 'still') {
        log.warn('the worker stands still and is started anew');
        // It may never end; the heartbeat gives back what it holds.
        current?.stop().catch(() => {});
      }
      await wait(restartMs);
      runner = await run(options).catch((error: unknown) => {
        log.warn({ error: String(error) }, 'the worker could not begin anew');
        return null;
      });
      if (isStopping) await runner?.stop();
    }
  }
  const watching = watch();

  return {
    async stop() {
      isStopping = true;
      // It may have ended by itself a moment ago.
      await runner?.stop().catch(() => {});
      await watching;
    },
  };
}

function sharedOptions(database: Pick<Database, 'pool'>, log: Log) {
  const logger = new Logger(() => (level, message) => {
    if (level === 'error') log.error({ source: 'worker' }, message);
    else if (level === 'warning') log.warn({ source: 'worker' }, message);
    else log.debug({ source: 'worker' }, message);
  });
  return { pgPool: database.pool, logger };
}
