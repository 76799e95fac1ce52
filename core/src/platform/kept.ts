import type { Database } from './db/database.ts';

/** Small JSON things that a process must find again after a restart: a gateway session, a count of the day. */
export interface Kept {
  get(key: string): Promise<unknown>;
  set(key: string, value: object): Promise<void>;
  drop(key: string): Promise<void>;
  /** Adds one to a count, for all processes together, and returns it. */
  count(key: string): Promise<number>;
}

export function openKept({ pool }: Database): Kept {
  return {
    async get(key) {
      const { rows } = await pool.query<{ value: unknown }>('SELECT value FROM kept_states WHERE key = $1', [key]);
      return rows[0]?.value ?? null;
    },
    async set(key, value) {
      await pool.query(
        `INSERT INTO kept_states (key, value) VALUES ($1, $2::jsonb)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
        [key, JSON.stringify(value)],
      );
    },
    async drop(key) {
      await pool.query('DELETE FROM kept_states WHERE key = $1', [key]);
    },
    async count(key) {
      const { rows } = await pool.query<{ count: number }>(
        `INSERT INTO kept_states AS k (key, value) VALUES ($1, '1'::jsonb)
         ON CONFLICT (key) DO UPDATE SET value = to_jsonb((k.value #>> '{}')::int + 1), updated_at = now()
         RETURNING (value #>> '{}')::int AS count`,
        [key],
      );
      return rows[0]?.count ?? 0;
    },
  };
}
