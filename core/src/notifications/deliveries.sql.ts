// Hand-written SQL: what was claimed is kept, and settled, by one statement for a whole batch. Leases go by the database's
// clock, which all processes share.
import type { Statement } from '../platform/db/database.ts';

/** $1 delivery ids, $2 who holds them, $3 seconds from now. */
export const keepLeases: Statement = {
  name: 'keep-leases',
  text: `UPDATE deliveries SET leased_until = now() + make_interval(secs => $3::float8)
    WHERE id = ANY($1::int[]) AND leased_by = $2::uuid AND state = 'waiting'`,
};

/**
 * $1 delivery ids with $2 the conversations and $3 the messages that they became, $4 now. What arrived has arrived,
 * whoever holds the lease by then.
 */
export const settleSent: Statement = {
  name: 'settle-sent',
  text: `WITH done AS (
      UPDATE deliveries d SET state = 'sent', settled_at = $4::timestamptz, message_id = s.message_id,
        leased_by = NULL, leased_until = NULL
      FROM unnest($1::int[], $2::text[], $3::text[]) AS s(id, channel_id, message_id)
      WHERE d.id = s.id AND d.state = 'waiting' RETURNING d.identity_id, d.kind, s.channel_id
    )
    UPDATE identities i SET dm_channel_id = done.channel_id FROM done
    WHERE i.id = done.identity_id AND done.kind = 'message' AND i.dm_channel_id IS DISTINCT FROM done.channel_id`,
};

/**
 * $1 delivery ids with $2 milliseconds to wait at least and $3 whether they may have arrived, $4 who holds them, $5 now,
 * $6 milliseconds to wait after a first try, doubled for each up to $7. Spread by a quarter, so that what was limited
 * together does not come back together. Who was certainly not named may be named again, by whatever is next.
 */
export const settleLater: Statement = {
  name: 'settle-later',
  text: `WITH done AS (
      UPDATE deliveries d SET leased_by = NULL, leased_until = NULL,
        tried_at = CASE WHEN s.may_have_arrived THEN d.tried_at END,
        group_id = CASE WHEN s.may_have_arrived THEN d.group_id END,
        due_at = $5::timestamptz + make_interval(secs => (1 + random() / 4) / 1000
          * greatest(s.after_ms, least($6::float8 * 2 ^ least(d.attempts - 1, 10), $7::float8)))
      FROM unnest($1::int[], $2::float8[], $3::boolean[]) AS s(id, after_ms, may_have_arrived)
      WHERE d.id = s.id AND d.state = 'waiting' AND d.leased_by = $4::uuid
      RETURNING d.id, d.user_id, s.may_have_arrived
    )
    DELETE FROM last_mentions l USING done
    WHERE l.user_id = done.user_id AND l.delivery_id = done.id AND NOT done.may_have_arrived`,
};

/** $1 delivery ids, $2 who holds them, $3 now. */
export const settleDropped: Statement = {
  name: 'settle-dropped',
  text: `UPDATE deliveries SET state = 'dropped', settled_at = $3::timestamptz, leased_by = NULL, leased_until = NULL
    WHERE id = ANY($1::int[]) AND state = 'waiting' AND leased_by = $2::uuid`,
};

/**
 * $1 delivery ids with $2 the reasons why their way is closed for good, $3 who holds them, $4 now. The next try of a
 * message finds another way, or none; a mention has no other.
 */
export const settleClosed: Statement = {
  name: 'settle-closed',
  text: `WITH done AS (
      UPDATE deliveries d SET leased_by = NULL, leased_until = NULL,
        state = CASE WHEN d.kind = 'message' THEN d.state ELSE 'dropped' END,
        settled_at = CASE WHEN d.kind = 'message' THEN NULL ELSE $4::timestamptz END,
        tried_at = CASE WHEN d.kind = 'message' THEN NULL ELSE d.tried_at END
      FROM unnest($1::int[], $2::text[]) AS s(id, reason)
      WHERE d.id = s.id AND d.state = 'waiting' AND d.leased_by = $3::uuid
      RETURNING d.id, d.user_id, d.identity_id, d.kind, d.tried_at, s.reason
    ), unnamed AS (
      -- Where a try before this one may have arrived, this one is later than that.
      DELETE FROM last_mentions l USING done
      WHERE l.user_id = done.user_id AND l.delivery_id = done.id AND l.at = done.tried_at
    )
    UPDATE identities i SET dm_closed_at = $4::timestamptz, dm_closed_for = done.reason, dm_channel_id = NULL
    FROM done WHERE i.id = done.identity_id AND done.kind = 'message'`,
};
