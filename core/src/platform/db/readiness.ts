import type { Database } from './database.ts';
import { isOutOfRoom } from './failures.ts';

type State = 'database' | 'disk' | null;

/** Whether something can be saved is tried once a second at most, however often it is asked. */
const savedFreshMs = 1_000;

/**
 * Asks whether the database answers, each time, and whether it saves, by saving something: on a full disk it reads on.
 * Resolves with null where all is well, else with what is the matter. Calls at the same time share one question.
 */
export function openReadiness({ pool }: Pick<Database, 'pool'>): () => Promise<State> {
  let triedAt = Number.NEGATIVE_INFINITY;
  let saves: Promise<State> = Promise.resolve(null);
  let asking: Promise<State> | null = null;

  const outcome = async (statement: string): Promise<State> => {
    try {
      await pool.query(statement);
      return null;
    } catch (error) {
      return isOutOfRoom(error) ? 'disk' : 'database';
    }
  };
  const ask = async (): Promise<State> => {
    const now = performance.now();
    if (now - triedAt >= savedFreshMs) {
      triedAt = now;
      saves = outcome(
        `INSERT INTO kept_states (key, value) VALUES ('readiness', '{}')
         ON CONFLICT (key) DO UPDATE SET updated_at = now()`,
      );
    } else if ((await saves) === null) return outcome('SELECT 1');
    return saves;
  };
  return () => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}
