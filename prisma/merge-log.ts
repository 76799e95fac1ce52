import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Sees to it that what joining two accounts does is written down, on tables that are new too, and can be undone. */
export async function installMergeLog(pool: { query(sql: string): Promise<unknown> }): Promise<void> {
  // Statements of one text are one transaction.
  await pool.query(readFileSync(fileURLToPath(new URL('merge-log.sql', import.meta.url)), 'utf8'));
}
