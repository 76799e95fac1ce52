-- AlterTable
ALTER TABLE "notification_preferences" ADD COLUMN     "open_to_invitations" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "shares_hours" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "series_members" ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "session_participants" ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "action_counts" (
    "user_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "target" INTEGER NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "action_counts_pkey" PRIMARY KEY ("user_id","day","kind","target")
);

-- CreateIndex
CREATE INDEX "action_counts_day_idx" ON "action_counts"("day");

-- AddForeignKey
ALTER TABLE "action_counts" ADD CONSTRAINT "action_counts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who takes part, or took part, in one room or session with somebody, or is asked with them to a private session or in a poll:
-- they see each other's name there, walls or not, unless one blocked the other.
CREATE VIEW "met_people" AS
  SELECT a."id" AS "viewer_id", b."id" AS "user_id" FROM "users" a JOIN "users" b ON b."network" = a."network"
  WHERE b."deleted_at" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "blocks" k WHERE k."blocker_id" = a."id" AND k."blocked_id" = b."id")
    AND NOT EXISTS (SELECT 1 FROM "blocks" k WHERE k."blocker_id" = b."id" AND k."blocked_id" = a."id")
    AND (EXISTS (
        SELECT 1 FROM "room_participants" x JOIN "room_participants" y ON y."room_id" = x."room_id"
        WHERE x."user_id" = a."id" AND y."user_id" = b."id" AND x."removed_at" IS NULL AND y."removed_at" IS NULL)
      OR EXISTS (
        SELECT 1 FROM "session_participants" x JOIN "session_participants" y ON y."session_id" = x."session_id"
        WHERE x."user_id" = a."id" AND y."user_id" = b."id"
          AND x."status" IN ('accepted', 'attended') AND y."status" IN ('accepted', 'attended'))
      OR EXISTS (
        SELECT 1 FROM "session_participants" x JOIN "session_participants" y ON y."session_id" = x."session_id"
          JOIN "scheduled_sessions" s ON s."id" = x."session_id" AND NOT s."is_public"
        WHERE x."user_id" = a."id" AND y."user_id" = b."id" AND x."status" <> 'declined' AND y."status" <> 'declined')
      OR EXISTS (
        SELECT 1 FROM "poll_voters" x JOIN "poll_voters" y ON y."poll_id" = x."poll_id"
        WHERE x."user_id" = a."id" AND y."user_id" = b."id"));

-- Whether a person may be named to a viewer (nobody is named where there is none). It has a setting of its own so that it is
-- never merged into the statement around it, which would join all people with all people.
CREATE FUNCTION "may_name"("viewer" integer, "person" integer) RETURNS boolean LANGUAGE sql STABLE SET enable_hashjoin = off
AS 'SELECT person IS NULL OR person = viewer
  OR EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = viewer AND v.user_id = person)
  OR EXISTS (SELECT 1 FROM met_people m WHERE m.viewer_id = viewer AND m.user_id = person)';

-- Whether two people have something in common that lets one ask the other, or know their hours: a community, a partnership, a
-- session in which both had a seat. Nobody is tied to whom they may not see.
CREATE FUNCTION "is_tied"("viewer" integer, "person" integer) RETURNS boolean LANGUAGE sql STABLE SET enable_hashjoin = off
AS 'SELECT person = viewer OR EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = viewer AND v.user_id = person)
  AND (EXISTS (SELECT 1 FROM memberships x JOIN memberships y ON y.community_id = x.community_id
      JOIN communities c ON c.id = x.community_id
      WHERE x.user_id = viewer AND y.user_id = person
        AND x.left_at IS NULL AND y.left_at IS NULL AND c.left_at IS NULL)
    OR EXISTS (SELECT 1 FROM learning_partnerships p
      WHERE p.user_id_1 = least(viewer, person) AND p.user_id_2 = greatest(viewer, person) AND p.status <> ''ended'')
    OR EXISTS (SELECT 1 FROM session_participants x JOIN session_participants y ON y.session_id = x.session_id
      WHERE x.user_id = viewer AND y.user_id = person
        AND x.status IN (''accepted'', ''attended'') AND y.status IN (''accepted'', ''attended'')))';

-- Whether somebody's time zone and hours may be known to a viewer: they are tied, or whoever sees them may know.
CREATE FUNCTION "knows_hours"("viewer" integer, "person" integer) RETURNS boolean LANGUAGE sql STABLE SET enable_hashjoin = off
AS 'SELECT is_tied(viewer, person)
  OR EXISTS (SELECT 1 FROM notification_preferences n WHERE n.user_id = person AND n.shares_hours)
    AND EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = viewer AND v.user_id = person)';

-- A notification names whom it is about, and who leads the session, room or poll that it tells of. That a session does not take
-- place is told without who called it off.
CREATE VIEW "readable_notifications" AS
  SELECT n."id" AS "notification_id" FROM "notifications" n
    LEFT JOIN "scheduled_sessions" s ON s."id" = (n."payload"->>'sessionId')::int
      AND NOT (n."kind" = 'session.cancelled' AND n."payload"->>'personId' IS NULL)
    LEFT JOIN "learning_rooms" r ON r."id" = (n."payload"->>'roomId')::int
    LEFT JOIN "session_polls" p ON p."id" = (n."payload"->>'pollId')::int
  WHERE "may_name"(n."user_id", (n."payload"->>'personId')::int) AND "may_name"(n."user_id", s."host_id")
    AND "may_name"(n."user_id", r."host_id") AND "may_name"(n."user_id", p."host_id");
