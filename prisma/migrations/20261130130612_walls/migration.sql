-- CreateEnum
CREATE TYPE "network" AS ENUM ('live', 'demo');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "network" "network" NOT NULL DEFAULT 'live',
ADD COLUMN     "reach" "match_scope";

-- AlterTable
ALTER TABLE "communities" ALTER COLUMN "match_scope" SET DEFAULT 'community';

-- What was never decided is closed, and people of the playground stay with each other.
UPDATE "communities" SET "match_scope" = 'community' WHERE "platform" <> 'playground' AND NOT ('scope' = ANY("setup_done"));
UPDATE "users" u SET "network" = 'demo' WHERE "is_demo" OR (
  EXISTS (SELECT 1 FROM "identities" i WHERE i."user_id" = u."id" AND i."platform" = 'playground')
  AND NOT EXISTS (SELECT 1 FROM "identities" i WHERE i."user_id" = u."id" AND i."platform" <> 'playground'));
UPDATE "users" SET "reach" = 'network' WHERE "is_demo";

-- Whom people outside of their own communities may meet: nobody who belongs to a closed community, whoever chose it in
-- open ones, and who belongs to none and has not chosen otherwise.
CREATE VIEW "open_people" AS
  SELECT u."id" AS "user_id" FROM "users" u
  WHERE NOT EXISTS (
      SELECT 1 FROM "memberships" m JOIN "communities" c ON c."id" = m."community_id"
      WHERE m."user_id" = u."id" AND m."left_at" IS NULL AND c."left_at" IS NULL AND c."match_scope" = 'community')
    AND coalesce(u."reach" = 'network', NOT EXISTS (
      SELECT 1 FROM "memberships" m JOIN "communities" c ON c."id" = m."community_id"
      WHERE m."user_id" = u."id" AND m."left_at" IS NULL AND c."left_at" IS NULL));

-- Whom a person may see: themselves, and everybody whose account stands, who is of the same network, and is neither blocked by them
-- nor blocked them, and is in one of their communities, or is their partner, or is open as they are.
CREATE VIEW "visible_people" AS
  SELECT a."id" AS "viewer_id", b."id" AS "user_id" FROM "users" a JOIN "users" b ON b."network" = a."network"
  WHERE b."deleted_at" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "blocks" k WHERE k."blocker_id" = a."id" AND k."blocked_id" = b."id")
    AND NOT EXISTS (SELECT 1 FROM "blocks" k WHERE k."blocker_id" = b."id" AND k."blocked_id" = a."id")
    AND (a."id" = b."id"
      OR EXISTS (
        SELECT 1 FROM "memberships" x JOIN "memberships" y ON y."community_id" = x."community_id"
          JOIN "communities" c ON c."id" = x."community_id"
        WHERE x."user_id" = a."id" AND y."user_id" = b."id" AND x."left_at" IS NULL AND y."left_at" IS NULL AND c."left_at" IS NULL)
      OR EXISTS (
        SELECT 1 FROM "learning_partnerships" p
        WHERE p."user_id_1" = least(a."id", b."id") AND p."user_id_2" = greatest(a."id", b."id") AND p."status" <> 'ended')
      OR (EXISTS (SELECT 1 FROM "open_people" o WHERE o."user_id" = a."id")
        AND EXISTS (SELECT 1 FROM "open_people" o WHERE o."user_id" = b."id")));
