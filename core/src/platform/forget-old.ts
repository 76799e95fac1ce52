import { z } from 'zod';
import { defineJob } from './jobs/job.ts';

/**
 * Lets go of what nobody asks for any more: which webhooks were seen (no platform delivers one again after three days),
 * and what processes kept for their next start (sessions live minutes, counts a day).
 * The rows' times are the database's, so that its clock judges them.
 */
export const forgetOld = defineJob('platform.forget', z.object({}), async (_payload, { database: { pool } }) => {
  for (const statement of [
    "DELETE FROM webhook_events WHERE received_at < now() - interval '30 days'",
    "DELETE FROM kept_states WHERE updated_at < now() - interval '7 days'",
  ])
    await pool.query(statement);
});
