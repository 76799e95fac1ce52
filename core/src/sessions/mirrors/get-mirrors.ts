import { Prisma } from '@echochat/prisma/client.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { withoutLinks } from '../../platform/text.ts';
import { toDate } from '../../platform/time.ts';

/** Events that a Discord server may have. */
const most = 100;

interface Row {
  sessionId: number;
  communityId: number;
  guildId: string;
  locale: string;
  isHere: boolean;
  title: string;
  description: string | null;
  host: string | null;
  scheduledAt: Date;
  duration: number;
  sequence: number;
  isWanted: boolean;
  hasBegun: boolean;
  isMirrored: boolean;
  eventId: string | null;
  told: number | null;
}

/** A session as it should be mirrored in a community, or is. */
export interface MirroredSession {
  sessionId: number;
  title: string;
  description: string | null;
  host: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  sequence: number;
  url: string;
  /** It should be there. */
  isWanted: boolean;
  /** It is not to come any more: what is there ends by itself. */
  hasBegun: boolean;
  /** What is there, as of which sequence; an event that is null was taken away there, and stays so. */
  mirror: { eventId: string | null; sequence: number } | null;
}

export interface MirrorPlace {
  communityId: number;
  guildId: string;
  locale: string;
  /** EchoChat is still in it. */
  isHere: boolean;
  /** All that is or should be there; what should, soonest first. */
  sessions: MirroredSession[];
}

/**
 * SE-16: the communities on Discord in which something is not mirrored as it should. It should be, in every server that the host is a
 * member of and that has a channel for announcements, each public session to come; of a series the next one.
 */
export const getMirrors = systemProcedure.query(async ({ ctx: { services } }): Promise<MirrorPlace[]> => {
  const { database, clock, pages } = services;
  const rows = await database.prisma.$queryRaw<Row[]>(differing(toDate(clock.now())));
  const places = Map.groupBy(rows, ({ communityId }) => communityId);
  return [...places].flatMap(([communityId, own]) => {
    const [first] = own;
    if (!first) return [];
    const { guildId, locale, isHere } = first;
    return [{ communityId, guildId, locale, isHere, sessions: own.map((row) => sessionOf(row, pages)) }];
  });
});

function sessionOf(row: Row, pages: { url(path: string): string }): MirroredSession {
  const { sessionId, title, description, host, sequence, isWanted, hasBegun } = row;
  const startsAt = Temporal.Instant.fromEpochMilliseconds(row.scheduledAt.getTime());
  return {
    sessionId,
    title,
    description: description === null ? null : withoutLinks(description, 2_000),
    host,
    startsAt,
    endsAt: startsAt.add({ minutes: row.duration }),
    sequence,
    url: pages.url(`/sessions/${sessionId}`),
    isWanted,
    hasBegun,
    mirror: row.isMirrored ? { eventId: row.eventId, sequence: row.told ?? 0 } : null,
  };
}

const differing = (now: Date) => Prisma.sql`
  WITH wanted AS (
    SELECT s.id AS session_id, c.id AS community_id,
      row_number() OVER (PARTITION BY c.id ORDER BY s.scheduled_at, s.id) AS place
    FROM scheduled_sessions s
    JOIN users u ON u.id = s.host_id AND u.deleted_at IS NULL
    JOIN memberships m ON m.user_id = s.host_id AND m.left_at IS NULL
    JOIN communities c ON c.id = m.community_id AND c.platform = 'discord' AND c.left_at IS NULL
      AND c.announcement_channel_id IS NOT NULL
    WHERE s.is_public AND s.status = 'scheduled' AND s.scheduled_at > ${now}
      AND NOT EXISTS (SELECT 1 FROM scheduled_sessions e WHERE e.series_id = s.series_id AND e.status = 'scheduled'
        AND e.is_public AND e.scheduled_at > ${now} AND e.scheduled_at < s.scheduled_at)
      -- SE-18: nobody sits in it whom the people of this community may not see.
      AND NOT EXISTS (SELECT 1 FROM session_participants p JOIN users v ON v.id = p.user_id AND v.deleted_at IS NULL
        WHERE p.session_id = s.id AND p.status IN ('accepted', 'attended')
          AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.user_id = p.user_id AND o.community_id = c.id AND o.left_at IS NULL)
          AND NOT (c.match_scope = 'network' AND EXISTS (SELECT 1 FROM open_people o WHERE o.user_id = p.user_id)))
  ), paired AS (
    SELECT coalesce(w.session_id, m.session_id) AS session_id, coalesce(w.community_id, m.community_id) AS community_id,
      w.place, m.session_id IS NOT NULL AS is_mirrored, m.event_id, m.sequence AS told
    FROM (SELECT * FROM wanted WHERE place <= ${most}) w
    FULL JOIN session_mirrors m ON m.session_id = w.session_id AND m.community_id = w.community_id
  ), judged AS (
    SELECT p.*, s.title, s.description, s.host_id, s.scheduled_at, s.duration, s.sequence, s.status,
      bool_or(p.place IS NULL OR NOT p.is_mirrored OR (p.event_id IS NOT NULL AND p.told <> s.sequence))
        OVER (PARTITION BY p.community_id) AS differs
    FROM paired p JOIN scheduled_sessions s ON s.id = p.session_id
  )
  SELECT j.session_id AS "sessionId", j.community_id AS "communityId", c.external_id AS "guildId", c.locale,
    c.left_at IS NULL AS "isHere", j.title, j.description, u.display_name AS host, j.scheduled_at AS "scheduledAt",
    j.duration, j.sequence, j.place IS NOT NULL AS "isWanted", j.is_mirrored AS "isMirrored", j.event_id AS "eventId",
    j.told, j.status IN ('in_progress', 'completed') OR (j.status = 'scheduled' AND j.scheduled_at <= ${now}) AS "hasBegun"
  FROM judged j JOIN communities c ON c.id = j.community_id LEFT JOIN users u ON u.id = j.host_id
  WHERE j.differs ORDER BY j.community_id, j.place, j.session_id`;
