-- CreateEnum
CREATE TYPE "report_subject" AS ENUM ('person', 'message', 'room', 'session');

-- DropIndex
DROP INDEX "reports_reporter_id_idx";

-- AlterTable
ALTER TABLE "blocks" ADD COLUMN     "ended" JSONB,
ADD COLUMN     "known_as" VARCHAR(80);

-- AlterTable
ALTER TABLE "reports" ADD COLUMN     "closed_by_id" INTEGER,
ADD COLUMN     "community_id" INTEGER,
ADD COLUMN     "external_id" VARCHAR(64),
ADD COLUMN     "name" VARCHAR(80),
ADD COLUMN     "note" VARCHAR(500),
ADD COLUMN     "platform" "platform",
ADD COLUMN     "workspace_id" VARCHAR(64);

-- CreateTable
CREATE TABLE "blocked_identities" (
    "id" SERIAL NOT NULL,
    "blocker_id" INTEGER NOT NULL,
    "platform" "platform" NOT NULL,
    "workspace_id" VARCHAR(64) NOT NULL DEFAULT '',
    "external_id" VARCHAR(64) NOT NULL,
    "name" VARCHAR(80),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blocked_identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_items" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "reason" VARCHAR(50) NOT NULL,
    "details" VARCHAR(1000),
    "subject" "report_subject" NOT NULL,
    "room_id" INTEGER,
    "session_id" INTEGER,
    "message_text" VARCHAR(2000),
    "message_link" VARCHAR(500),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_items_pkey" PRIMARY KEY ("id")
);

-- What was written before stays: a block with the name it was made of, a report with its reason as the first thing in it.
UPDATE "blocks" k SET "known_as" = u."display_name" FROM "users" u WHERE u."id" = k."blocked_id";
INSERT INTO "report_items" ("report_id", "reason", "details", "subject", "created_at")
  SELECT "id", "reason", left("details", 1000), 'person', "created_at" FROM "reports";

-- AlterTable
ALTER TABLE "reports" DROP COLUMN "details",
DROP COLUMN "reason";

-- CreateIndex
CREATE INDEX "blocked_identities_platform_workspace_id_external_id_idx" ON "blocked_identities"("platform", "workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "blocked_identities_blocker_id_platform_workspace_id_externa_key" ON "blocked_identities"("blocker_id", "platform", "workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "report_items_report_id_id_idx" ON "report_items"("report_id", "id");

-- CreateIndex
CREATE INDEX "reports_community_id_status_created_at_idx" ON "reports"("community_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "reports_reporter_id_created_at_idx" ON "reports"("reporter_id", "created_at");

-- CreateIndex
CREATE INDEX "reports_closed_by_id_idx" ON "reports"("closed_by_id");

-- CreateIndex
CREATE INDEX "reports_platform_workspace_id_external_id_idx" ON "reports"("platform", "workspace_id", "external_id");

-- AddForeignKey
ALTER TABLE "blocked_identities" ADD CONSTRAINT "blocked_identities_blocker_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_items" ADD CONSTRAINT "report_items_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;
