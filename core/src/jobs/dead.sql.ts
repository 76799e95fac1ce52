// Hand-written SQL over Graphile Worker's own tables: what it tried as often as it may, and will not try again by itself.
import type { Statement } from '../platform/db/database.ts';

export interface DeadRow {
  id: string;
  name: string;
  /** What makes it one of its kind, where it was given a key. */
  key: string | null;
  attempts: number;
  failedAt: Date;
  lastError: string;
  total: number;
}

const isDead = 'attempts >= max_attempts AND locked_at IS NULL';

/** $1 at most. The newest first; each row says how many there are in all. */
export const deadJobs: Statement = {
  name: 'dead-jobs',
  text: `SELECT id::text, task_identifier AS name, key, attempts::int, updated_at AS "failedAt",
      coalesce(last_error, '') AS "lastError", count(*) OVER ()::int AS total
    FROM graphile_worker.jobs WHERE ${isDead} ORDER BY updated_at DESC, id DESC LIMIT $1`,
};

/** $1 ids, or null for all. Due at once, with as many attempts as a new one. */
export const reviveJobs: Statement = {
  name: 'revive-jobs',
  text: `SELECT id::text FROM graphile_worker.reschedule_jobs(
      (SELECT coalesce(array_agg(id), '{}') FROM graphile_worker.jobs
        WHERE ${isDead} AND ($1::bigint[] IS NULL OR id = ANY($1::bigint[]))),
      run_at => now(), attempts => 0)`,
};
