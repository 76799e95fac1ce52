import type { WorkerUtils } from 'graphile-worker';
import type { Database } from '../db/database.ts';
import type { Log } from '../log.ts';

const heartbeatSeconds = 5;
/** Workers unheard of for this long are dead, and their jobs are given back. */
const deadAfterSeconds = 30;

/** Tells other processes that the workers here live, and gives back the jobs of those that do not. */
export interface Heartbeat {
  /** `poolId` is the name that Graphile Worker locks jobs with: one for all the workers of a process. */
  join(poolId: string): void;
  leave(poolId: string): void;
  stop(): void;
}

export async function startHeartbeat(database: Database, utils: WorkerUtils, log: Log): Promise<Heartbeat> {
  const poolIds = new Set<string>();
  const ended = new Set<string>();
  // Whoever opens the embedded database is alone with it: at the start every lock is a dead worker's.
  await freeDeadWorkers(database, utils, database.embedded ? 0 : deadAfterSeconds);

  const beat = async () => {
    try {
      await tellAlive(database, [...poolIds]);
      if (ended.size > 0) await utils.forceUnlockWorkers([...ended]);
      ended.clear();
      await freeDeadWorkers(database, utils, deadAfterSeconds);
    } catch (error) {
      log.warn({ error: String(error) }, 'the worker’s heartbeat failed');
    }
  };
  const heart = setInterval(beat, heartbeatSeconds * 1_000);

  return {
    join(poolId) {
      poolIds.add(poolId);
      void beat();
    },
    leave(poolId) {
      poolIds.delete(poolId);
      ended.add(poolId);
    },
    stop: () => clearInterval(heart),
  };
}

async function tellAlive(database: Database, poolIds: readonly string[]): Promise<void> {
  await database.pool.query(
    `INSERT INTO worker_heartbeats (worker_id, seen_at) SELECT id, now() FROM unnest($1::text[]) AS id
     ON CONFLICT (worker_id) DO UPDATE SET seen_at = now()`,
    [poolIds],
  );
  await database.pool.query(`DELETE FROM worker_heartbeats WHERE seen_at < now() - interval '1 day'`);
}

/** Gives back the jobs of workers whose heart stopped; Graphile Worker alone would wait four hours. */
async function freeDeadWorkers(database: Database, utils: WorkerUtils, ageSeconds: number): Promise<void> {
  const { rows } = await database.pool.query<{ locked_by: string }>(
    `SELECT DISTINCT locked_by FROM graphile_worker.jobs
     WHERE locked_by IS NOT NULL AND locked_at < now() - make_interval(secs => $1) AND NOT EXISTS (
       SELECT 1 FROM worker_heartbeats h WHERE h.worker_id = locked_by AND h.seen_at >= now() - make_interval(secs => $1))`,
    [ageSeconds],
  );
  if (rows.length > 0) await utils.forceUnlockWorkers(rows.map((row) => row.locked_by));
}
