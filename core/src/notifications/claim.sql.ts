// Hand-written SQL: what is due is claimed, with the way that each takes, by one statement for a whole batch. Leases and
// paces go by the database's clock, which all processes share; what is due, by the house's.
import type { Statement } from '../platform/db/database.ts';

export interface ClaimedRow {
  deliveryId: number;
  userId: number;
  /** Null where it was let go: read meanwhile, too old, or without a way that is open. */
  way: 'message' | 'mention' | null;
  /** Mentions of one group are one message; null for one that is a message of its own. */
  groupId: number | null;
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
const isWaiting = (row: string) => `${row}.state = (SELECT 'waiting'::delivery_state)`;

const isFree = '(d.leased_until IS NULL OR d.leased_until <= now())';

/** One of a person at a time, in their order: what has to wait holds those behind it. */
const isTheirTurn = `NOT EXISTS (SELECT 1 FROM deliveries b
    WHERE b.user_id = d.user_id AND ${isWaiting('b')} AND b.id <> d.id
      AND ((${urgency('b')}) < (${urgency('d')}) OR b.leased_until > now()) OFFSET 0)`;

const columns = `d.id, d.user_id, d.tried_at, d.group_id, coalesce(d.deadline, 'infinity') AS urgent_at, u.locale,
    t.id AS notification_id, t.kind AS notice_kind, t.payload, t.created_at,
    coalesce(dm.id, m.id) AS identity_id, coalesce(dm.workspace_id, m.workspace_id) AS workspace_id,
    coalesce(dm.external_id, m.external_id) AS external_id, m.community_id,
    CASE WHEN dm.id IS NULL THEN m.channel_id ELSE dm.dm_channel_id END AS channel_id,
    CASE WHEN dm.id IS NOT NULL THEN 'message' WHEN m.id IS NOT NULL THEN 'mention' END::delivery_kind AS way`;

/** Of a delivery `d`: its person `u`, its notice `t`, and its way, which is the chat `dm`, else the chat and channel `m`. */
const ways = `CROSS JOIN LATERAL (SELECT locale FROM users WHERE id = d.user_id OFFSET 0) u
  CROSS JOIN LATERAL (SELECT * FROM notifications WHERE id = d.notification_id OFFSET 0) t
  LEFT JOIN LATERAL (SELECT * FROM notification_preferences WHERE user_id = d.user_id OFFSET 0) p ON true
  CROSS JOIN LATERAL (SELECT t.read_at IS NOT NULL OR d.created_at < $7::timestamptz
    OR coalesce(d.deadline <= $1::timestamptz, false) AS is_over) o
  -- A try whose end nobody saw is repeated on the same way, or it would arrive twice.
  LEFT JOIN LATERAL (
    SELECT i.* FROM identities i WHERE i.user_id = d.user_id AND i.platform = ANY($2::platform[])
      AND i.dm_closed_at IS NULL AND p.direct_messages = 'on' AND NOT o.is_over AND d.group_id IS NULL
    ORDER BY (d.tried_at IS NOT NULL AND i.id IS NOT DISTINCT FROM d.identity_id) DESC,
      i.last_seen_at DESC NULLS LAST, i.id LIMIT 1) dm ON true
  LEFT JOIN LATERAL (
    SELECT i.*, c.id AS community_id, c.announcement_channel_id AS channel_id
    FROM (SELECT * FROM identities WHERE user_id = d.user_id OFFSET 0) i
    CROSS JOIN (SELECT community_id FROM memberships WHERE user_id = d.user_id AND left_at IS NULL OFFSET 0) s
    CROSS JOIN LATERAL (SELECT * FROM communities WHERE id = s.community_id OFFSET 0) c
    WHERE i.platform = ANY($2::platform[]) AND dm.id IS NULL AND NOT o.is_over
      AND c.platform = i.platform AND c.left_at IS NULL AND c.announcement_channel_id IS NOT NULL
      AND i.workspace_id IN ('', c.external_id)
      AND (d.group_id IS NULL OR i.id = d.identity_id)
      AND NOT EXISTS (SELECT 1 FROM last_mentions l
        WHERE l.user_id = d.user_id AND l.delivery_id <> d.id AND l.at > $8::timestamptz)
    ORDER BY i.last_seen_at DESC NULLS LAST, i.id, c.id LIMIT 1) m ON true`;

/** What waits of the group of `row`; no index by state helps to find it. */
const ofGroup = (row: string) => `SELECT id FROM deliveries
  WHERE group_id = ${row}.group_id AND state::text = 'waiting' OFFSET 0`;

/** So many that wait behind a mention are looked through for others of its community, about 5 µs each. */
const nearby = 300;

/**
 * $1 now, $2 the chats that can be sent to, $3 the one of them that is claimed for, $4 messages at most, $5 who claims, $6
 * seconds of the lease, $7 too old when made before, $8 since when a mention was enough, $9 messages a second of that chat
 * by all processes together, or null, $10 seconds that these may be claimed ahead, $11 how many one message may name.
 *
 * The index by urgency is walked until enough are found, so a backlog costs nothing; what waits for a later hour is
 * walked over, about 2 µs each. Mentions take others along whom the same channel waits to name: those of one session
 * stand one behind the other. A group that may have been sent is claimed whole or not at all, and with nobody else: its
 * message is known by its id, and one that names fewer would pass for it.
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
    ), lead AS (
      SELECT ${columns} FROM deliveries d ${ways}
      WHERE d.state = 'waiting' AND d.due_at <= $1::timestamptz AND ${isFree} AND ${isTheirTurn}
        AND coalesce(dm.platform, m.platform, $3::platform) = $3::platform
      ORDER BY ${urgency('d')}
      LIMIT least($4::int, (SELECT greatest(0, floor(
        extract(epoch FROM clock_timestamp() - free_at) * $9 + $10::float8 * $9))::int FROM pace))
      FOR UPDATE OF d SKIP LOCKED
    ), fresh AS (
      SELECT id, urgent_at, community_id FROM lead WHERE way = 'mention' AND tried_at IS NULL AND $11::int > 1
    ), tried AS (
      SELECT DISTINCT group_id FROM lead WHERE way = 'mention' AND group_id IS NOT NULL
    ), near AS (
      SELECT behind.id FROM (
        SELECT next.id, next.user_id FROM deliveries next
        WHERE next.state = 'waiting' AND (coalesce(next.deadline, 'infinity'), next.id)
          > ((SELECT urgent_at FROM fresh ORDER BY urgent_at, id LIMIT 1), (SELECT id FROM fresh ORDER BY urgent_at, id LIMIT 1))
        ORDER BY coalesce(next.deadline, 'infinity'), next.id
        LIMIT CASE WHEN EXISTS (SELECT 1 FROM fresh) THEN ${nearby} ELSE 0 END
      ) behind
      WHERE EXISTS (SELECT 1 FROM memberships s WHERE s.user_id = behind.user_id
        AND s.community_id IN (SELECT community_id FROM fresh) OFFSET 0)
      UNION ALL
      SELECT g.id FROM tried CROSS JOIN LATERAL (${ofGroup('tried')}) g
    ), beside AS (
      SELECT ${columns} FROM deliveries d ${ways}
      WHERE d.id = ANY(ARRAY(SELECT id FROM near EXCEPT SELECT id FROM lead)) AND ${isWaiting('d')} AND ${isFree}
        AND (d.group_id IN (SELECT group_id FROM tried)
          OR (d.tried_at IS NULL AND d.due_at <= $1::timestamptz AND m.community_id IN (SELECT community_id FROM fresh)
            AND ${isTheirTurn}))
      FOR UPDATE OF d SKIP LOCKED
    ), found AS (
      SELECT *, true AS is_lead FROM lead UNION ALL SELECT *, false FROM beside
    ), counted AS (
      SELECT *, count(*) FILTER (WHERE is_lead) OVER same AS messages,
        (row_number() OVER (same ORDER BY urgent_at, id) - 1) / $11 AS nth
      FROM found f
      WHERE group_id IS NULL OR way IS NULL OR (SELECT count(*) FROM found o WHERE o.group_id = f.group_id)
        = (SELECT count(*) FROM (${ofGroup('f')}) g)
      WINDOW same AS (PARTITION BY way, community_id, tried_at IS NULL)
    ), named AS (
      INSERT INTO last_mentions (user_id, delivery_id, at)
      SELECT DISTINCT ON (user_id) user_id, id, $1::timestamptz FROM counted
      WHERE way = 'mention' AND (tried_at IS NOT NULL OR nth < messages) ORDER BY user_id, group_id, id
      -- Here the rows are what they are now, not when this began: of two processes that want to name somebody, one does.
      ON CONFLICT (user_id) DO UPDATE SET delivery_id = excluded.delivery_id, at = excluded.at
        WHERE last_mentions.delivery_id = excluded.delivery_id OR last_mentions.at <= $8::timestamptz
      RETURNING delivery_id
    ), next AS (
      SELECT *, CASE WHEN way = 'mention' AND tried_at IS NULL
        THEN first_value(id) OVER (PARTITION BY way, community_id, tried_at IS NULL, nth ORDER BY urgent_at, id)
        ELSE group_id END AS told_with
      FROM counted WHERE way IS DISTINCT FROM 'mention' OR id IN (SELECT delivery_id FROM named)
    ), claimed AS (
      UPDATE deliveries d SET
        state = CASE WHEN n.way IS NULL THEN 'dropped' ELSE d.state END,
        settled_at = CASE WHEN n.way IS NULL THEN $1::timestamptz END,
        kind = coalesce(n.way, d.kind),
        identity_id = coalesce(n.identity_id, d.identity_id),
        group_id = n.told_with,
        attempts = d.attempts + CASE WHEN n.way IS NULL THEN 0 ELSE 1 END,
        tried_at = CASE WHEN n.way IS NULL THEN d.tried_at ELSE coalesce(d.tried_at, $1::timestamptz) END,
        leased_by = CASE WHEN n.way IS NULL THEN NULL ELSE $5::uuid END,
        leased_until = CASE WHEN n.way IS NULL THEN NULL ELSE now() + make_interval(secs => $6::float8) END
      FROM next n WHERE d.id = n.id
      RETURNING n.*
    ), spent AS (
      UPDATE send_paces s SET free_at = pace.free_at + make_interval(
        secs => (SELECT count(DISTINCT coalesce(told_with, id)) FROM claimed WHERE way IS NOT NULL) / $9)
      FROM pace WHERE s.platform = $3::platform AND EXISTS (SELECT 1 FROM claimed WHERE way IS NOT NULL)
    )
    SELECT id AS "deliveryId", user_id AS "userId", way, told_with AS "groupId", tried_at AS "firstTriedAt",
      identity_id AS "identityId", workspace_id AS "workspaceId", external_id AS "externalId",
      channel_id AS "channelId", locale, notification_id AS "notificationId", notice_kind AS "noticeKind", payload,
      created_at AS "createdAt"
    FROM claimed ORDER BY urgent_at, id`,
};

/** $1 now. When the next is due of those that are not due yet. */
export const nextDueAt: Statement = {
  name: 'next-delivery-at',
  text: `SELECT due_at AS "dueAt" FROM deliveries WHERE settled_at IS NULL AND due_at > $1::timestamptz
    ORDER BY due_at LIMIT 1`,
};
