import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { claimDue } from './claim.sql.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const run = async (sql: string, values: unknown[] = []) =>
  (await core.services.database.pool.query<Record<string, unknown>>(sql, values)).rows;

async function letWait(from: number, count: number): Promise<void> {
  await run(
    `WITH person AS (INSERT INTO users (handle, display_name, updated_at)
       SELECT 'p' || i, 'P', now() FROM generate_series($1::int, $2::int) i RETURNING id)
     INSERT INTO notifications (user_id, kind, event_key, payload) SELECT id, 'account.linked', 'e', '{}' FROM person`,
    [from, from + count - 1],
  );
  await run(`INSERT INTO deliveries (user_id, notification_id, kind, due_at)
    SELECT user_id, id, 'message', '2020-01-01' FROM notifications n
    WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.notification_id = n.id)`);
}

/** How a claim of 5 would be done, node by node. */
async function plan(): Promise<string> {
  const now = core.clock.now().toString();
  const values = [now, ['discord'], 'discord', 5, randomUUID(), 8, now, now, 42, 0.1, 20];
  const explain = { ...claimDue, name: 'explain-claim', text: `EXPLAIN ${claimDue.text}` };
  const rows = await core.services.database.query(explain, values);
  return rows.map((row) => String(Object.values(row)[0])).join('\n');
}

/** Each row is looked up once, in the order of the index, until there are enough; nothing that waits is sorted or walked twice. */
async function expectWalk(): Promise<void> {
  const said = await plan();
  expect(said).toMatch(/Index Scan using deliveries_urgency_idx on deliveries d\b/);
  expect(said).toMatch(/Index (Only )?Scan using deliveries_user_id_state_id_idx on deliveries b\b/);
  // Those who are named together stand behind it in the same index, or are of its group.
  expect(said).toMatch(/Index Scan using deliveries_urgency_idx on deliveries next\b.*\n *Index Cond: \(ROW\(COALESCE/);
  expect(said).toMatch(/Index Scan using deliveries_group_idx on deliveries\b/);
  expect(said).toMatch(/Index Scan using deliveries_pkey on deliveries d_1\b/);
  expect(said).toMatch(/Index Scan using identities_user_id_idx on identities\b/);
  expect(said).toMatch(/Index Scan using communities_pkey on communities\b/);
  expect(said).toMatch(/Index Scan using last_mentions_pkey on last_mentions l\b/);
  expect(said).not.toMatch(/Sort Key: \(?COALESCE\((d|next)\.deadline|Seq Scan on deliveries/);
}

// The embedded server has too little waiting for it to matter.
test.skipIf(inject('server') === null)(
  'a claim walks the index by urgency, whatever the planner believes of what waits',
  async () => {
    // Nobody has counted anything yet.
    await letWait(0, 3_000);
    await expectWalk();
    // Counted when nothing waited.
    await run(`UPDATE deliveries SET state = 'sent', settled_at = now()`);
    await run('VACUUM ANALYZE');
    await expectWalk();
    await letWait(10_000, 3_000);
    await expectWalk();
    // Counted when everything waited.
    await run('VACUUM ANALYZE');
    await expectWalk();
  },
);
