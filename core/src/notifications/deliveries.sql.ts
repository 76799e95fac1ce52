// Hand-written SQL: what is due is claimed, with the way that each takes, by one statement for a whole batch, and settled
// by another. Leases and paces go by the database's clock, which all processes share; what is due, by the house's.
import type { Statement } from '../platform/db/database.ts';

export interface ClaimedRow {
  deliveryId: number;
  userId: number;
  /** Null where it was let go: read meanwhile, too old, or without a way that is open. */
  way: 'message' | 'mention' | null;
  firstTriedAt: Date | null;
  identityId: number;
  workspaceId: string;
  externalId: string;
  channelId: string | null;
  locale: string;
  notificationId: number;
  noticeKind: string;
  payload: unknown;
  createdAt: Date;
}

const urgency = (row: string) => `coalesce(${row}.deadline, 'infinity'), ${row}.id`;

// What waits comes and goes, so what the planner believes of it is mostly wrong: counted while nothing waits, walking all
// of it seems to cost nothing, and was chosen once for each row of it (4.5 s for a claim of 4, with 9,000 waiting). So a
// claim walks indexes alone, each of its look-ups is fenced by OFFSET 0, and the state of a person's others is a value that
// is not known when it is planned, which leaves the index by person.

/**
 * $1 now, $2 the chats that can be sent to, $3 the one of them that is claimed for, $4 at most, $5 who claims, $6 seconds
 * of the lease, $7 too old when made before, $8 since when a mention was enough, $9 messages a second of that chat by all
 * processes together, or null, $10 seconds that these may be claimed ahead.
 *
 * The index by urgency is walked until enough are found, so a backlog costs nothing; what waits for a later hour is
 * walked over, about 2 µs each.
 */
export const claimDue: Statement = {
  name: 'claim-deliveries',
  isWalk: true,
  text: `WITH pace AS (
      -- So far ahead nobody claims: the clock was set back since.
      SELECT CASE WHEN free_at > clock_timestamp() + make_interval(secs => $10::float8 + 1) THEN clock_timestamp()
        ELSE greatest(free_at, clock_timestamp()) END AS free_at
      FROM send_paces
      WHERE $9::float8 IS NOT NULL AND platform = $3::platform FOR UPDATE
    ), next AS (
      SELECT d.id, d.user_id, d.tried_at, u.locale, t.id AS notification_id,
        t.kind AS notice_kind, t.payload, t.created_at, coalesce(dm.id, m.id) AS identity_id,
        coalesce(dm.workspace_id, m.workspace_id) AS workspace_id, coalesce(dm.external_id, m.external_id) AS external_id,
        CASE WHEN dm.id IS NULL THEN m.channel_id ELSE dm.dm_channel_id END AS channel_id,
        CASE WHEN dm.id IS NOT NULL THEN 'message' WHEN m.id IS NOT NULL THEN 'mention' END::delivery_kind AS way
      FROM deliveries d
      CROSS JOIN LATERAL (SELECT locale FROM users WHERE id = d.user_id OFFSET 0) u
      CROSS JOIN LATERAL (SELECT * FROM notifications WHERE id = d.notification_id OFFSET 0) t
      LEFT JOIN LATERAL (SELECT * FROM notification_preferences WHERE user_id = d.user_id OFFSET 0) p ON true
      CROSS JOIN LATERAL (SELECT t.read_at IS NOT NULL OR d.created_at < $7::timestamptz
        OR coalesce(d.deadline <= $1::timestamptz, false) AS is_over) o
      LEFT JOIN LATERAL (
        SELECT i.* FROM identities i WHERE i.user_id = d.user_id AND i.platform = ANY($2::platform[])
          AND i.dm_closed_at IS NULL AND p.direct_messages = 'on' AND NOT o.is_over
        -- A try whose end nobody saw is repeated on the same way, or it would arrive twice.
        ORDER BY (d.tried_at IS NOT NULL AND i.id IS NOT DISTINCT FROM d.identity_id) DESC,
          i.last_seen_at DESC NULLS LAST, i.id LIMIT 1) dm ON true
      LEFT JOIN LATERAL (
        SELECT i.*, c.announcement_channel_id AS channel_id
        FROM identities i
        JOIN memberships s ON s.user_id = i.user_id AND s.left_at IS NULL
        JOIN communities c ON c.id = s.community_id AND c.platform = i.platform AND c.left_at IS NULL
          AND c.announcement_channel_id IS NOT NULL AND i.workspace_id IN ('', c.external_id)
        WHERE i.user_id = d.user_id AND i.platform = ANY($2::platform[]) AND dm.id IS NULL AND NOT o.is_over
          AND NOT EXISTS (SELECT 1 FROM deliveries told WHERE told.user_id = d.user_id AND told.state = 'sent'
            AND told.kind = 'mention' AND told.settled_at > $8::timestamptz)
        ORDER BY i.last_seen_at DESC NULLS LAST, i.id, c.id LIMIT 1) m ON true
      WHERE d.state = 'waiting' AND d.due_at <= $1::timestamptz AND (d.leased_until IS NULL OR d.leased_until <= now())
        -- One of a person at a time, in their order: what has to wait holds those behind it.
        AND NOT EXISTS (SELECT 1 FROM deliveries b
          WHERE b.user_id = d.user_id AND b.state = (SELECT 'waiting'::delivery_state) AND b.id <> d.id
            AND ((${urgency('b')}) < (${urgency('d')}) OR b.leased_until > now()) OFFSET 0)
        AND coalesce(dm.platform, m.platform, $3::platform) = $3::platform
      ORDER BY ${urgency('d')}
      LIMIT least($4::int, (SELECT greatest(0, floor(
        extract(epoch FROM clock_timestamp() - free_at) * $9 + $10::float8 * $9))::int FROM pace))
      FOR UPDATE OF d SKIP LOCKED
    ), claimed AS (
      UPDATE deliveries d SET
        state = CASE WHEN n.way IS NULL THEN 'dropped' ELSE d.state END,
        settled_at = CASE WHEN n.way IS NULL THEN $1::timestamptz END,
        kind = coalesce(n.way, d.kind),
        identity_id = coalesce(n.identity_id, d.identity_id),
        attempts = d.attempts + CASE WHEN n.way IS NULL THEN 0 ELSE 1 END,
        tried_at = CASE WHEN n.way IS NULL THEN d.tried_at ELSE coalesce(d.tried_at, $1::timestamptz) END,
        leased_by = CASE WHEN n.way IS NULL THEN NULL ELSE $5::uuid END,
        leased_until = CASE WHEN n.way IS NULL THEN NULL ELSE now() + make_interval(secs => $6::float8) END
      FROM next n WHERE d.id = n.id
      RETURNING n.*
    ), spent AS (
      UPDATE send_paces s SET free_at = pace.free_at
        + make_interval(secs => (SELECT count(*) FROM claimed WHERE way IS NOT NULL) / $9)
      FROM pace WHERE s.platform = $3::platform AND EXISTS (SELECT 1 FROM claimed WHERE way IS NOT NULL)
    )
    SELECT id AS "deliveryId", user_id AS "userId", way, tried_at AS "firstTriedAt", identity_id AS "identityId",
      workspace_id AS "workspaceId", external_id AS "externalId", channel_id AS "channelId", locale,
      notification_id AS "notificationId", notice_kind AS "noticeKind", payload, created_at AS "createdAt"
    FROM claimed`,
};

/** $1 delivery ids, $2 who holds them, $3 seconds from now. */
export const keepLeases: Statement = {
  name: 'keep-leases',
  text: `UPDATE deliveries SET leased_until = now() + make_interval(secs => $3::float8)
    WHERE id = ANY($1::int[]) AND leased_by = $2::uuid AND state = 'waiting'`,
};

/** $1 now. When the next is due of those that are not due yet. */
export const nextDueAt: Statement = {
  name: 'next-delivery-at',
  text: `SELECT due_at AS "dueAt" FROM deliveries WHERE settled_at IS NULL AND due_at > $1::timestamptz
    ORDER BY due_at LIMIT 1`,
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
 * together does not come back together.
 */
export const settleLater: Statement = {
  name: 'settle-later',
  text: `UPDATE deliveries d SET leased_by = NULL, leased_until = NULL,
      tried_at = CASE WHEN s.may_have_arrived THEN d.tried_at END,
      due_at = $5::timestamptz + make_interval(secs => (1 + random() / 4) / 1000
        * greatest(s.after_ms, least($6::float8 * 2 ^ least(d.attempts - 1, 10), $7::float8)))
    FROM unnest($1::int[], $2::float8[], $3::boolean[]) AS s(id, after_ms, may_have_arrived)
    WHERE d.id = s.id AND d.state = 'waiting' AND d.leased_by = $4::uuid`,
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
      WHERE d.id = s.id AND d.state = 'waiting' AND d.leased_by = $3::uuid RETURNING d.identity_id, d.kind, s.reason
    )
    UPDATE identities i SET dm_closed_at = $4::timestamptz, dm_closed_for = done.reason, dm_channel_id = NULL
    FROM done WHERE i.id = done.identity_id AND done.kind = 'message'`,
};
