import type { Database } from './database.ts';
import { isOutOfRoom } from './failures.ts';

/** Who watches over the process asks often; the database is asked once a second at most. */
const freshMs = 1_000;

/**
 * Asks whether something can be saved, by saving something. A database that only answers is not ready: on a full disk it
 * reads on. Resolves with null where all is well, else with what is the matter.
 */
export function openReadiness({ pool }: Pick<Database, 'pool'>): () => Promise<'database' | 'disk' | null> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<'database' | 'disk' | null> = Promise.resolve(null);

  const ask = async () => {
    try {
      await pool.query(
        `INSERT INTO kept_states (key, value) VALUES ('readiness', '{}')
         ON CONFLICT (key) DO UPDATE SET updated_at = now()`,
      );
      return null;
    } catch (error) {
      return isOutOfRoom(error) ? 'disk' : 'database';
    }
  };
  return () => {
    const now = performance.now();
    if (now - askedAt >= freshMs) {
      askedAt = now;
      answer = ask();
    }
    return answer;
  };
}
