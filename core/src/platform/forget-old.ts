import { z } from 'zod';
import { defineJob } from './jobs/job.ts';

/**
 * Lets go of what nobody asks for any more: which webhooks were seen (no platform delivers one again after three days),
 * and what processes kept for their next start (sessions live minutes, counts a day).
 * Links out of a chat lead in for minutes, used or not; a browser session that is over leads nowhere. The rows' times are the database's, so that its clock judges them.
 */
export const forgetOld = defineJob('platform.forget', z.object({}), async (_payload, { database: { pool } }) => {
  for (const statement of [
    "DELETE FROM webhook_events WHERE received_at < now() - interval '30 days'",
    "DELETE FROM kept_states WHERE updated_at < now() - interval '7 days'",
    "DELETE FROM page_doors WHERE expires_at < now() - interval '1 day'",
    "DELETE FROM browser_sessions WHERE least(expires_at, revoked_at) < now() - interval '1 day'",
    "DELETE FROM link_requests WHERE expires_at < now() - interval '1 day'",
    'DELETE FROM merge_changes c USING account_merges m WHERE m.id = c.merge_id AND m.undo_until < now()',
    'DELETE FROM action_counts WHERE day < current_date - 3',
    "DELETE FROM room_doors WHERE expires_at < now() - interval '1 day'",
  ])
    await pool.query(statement);
});
