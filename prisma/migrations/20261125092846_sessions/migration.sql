-- CreateEnum
CREATE TYPE "reminder_state" AS ENUM ('waiting', 'sent', 'skipped');

-- AlterEnum
ALTER TYPE "attendance_status" ADD VALUE 'waiting';

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "deadline" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "notification_preferences" ADD COLUMN     "feed_hash" VARCHAR(64),
ADD COLUMN     "inbox_only" VARCHAR(20)[] DEFAULT ARRAY[]::VARCHAR(20)[],
ADD COLUMN     "remind_before" INTEGER[] DEFAULT ARRAY[1440, 60, 10]::INTEGER[];

-- AlterTable
ALTER TABLE "scheduled_sessions" ADD COLUMN     "is_public" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "occurrence" TIMESTAMP(0),
ADD COLUMN     "sequence" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "series_id" INTEGER,
ADD COLUMN     "uid" UUID NOT NULL DEFAULT gen_random_uuid();

-- AlterTable
ALTER TABLE "session_participants" ADD COLUMN     "invited_by_id" INTEGER,
ADD COLUMN     "is_muted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "offered_until" TIMESTAMPTZ(3),
ADD COLUMN     "waiting_since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "session_series" (
    "id" SERIAL NOT NULL,
    "host_id" INTEGER,
    "uid" UUID NOT NULL DEFAULT gen_random_uuid(),
    "starts_at" TIMESTAMP(0) NOT NULL,
    "timezone" VARCHAR(50) NOT NULL,
    "rule" VARCHAR(200) NOT NULL,
    "duration" INTEGER NOT NULL,
    "made_until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series_members" (
    "series_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "status" "attendance_status" NOT NULL DEFAULT 'invited',

    CONSTRAINT "series_members_pkey" PRIMARY KEY ("series_id","user_id")
);

-- CreateTable
CREATE TABLE "session_reminders" (
    "id" SERIAL NOT NULL,
    "session_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "before" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "reminder_state" NOT NULL DEFAULT 'waiting',

    CONSTRAINT "session_reminders_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_series_uid_key" ON "session_series"("uid");

-- CreateIndex
CREATE INDEX "session_series_host_id_idx" ON "session_series"("host_id");

-- CreateIndex
CREATE INDEX "session_series_ended_at_made_until_idx" ON "session_series"("ended_at", "made_until");

-- CreateIndex
CREATE INDEX "series_members_user_id_idx" ON "series_members"("user_id");

-- CreateIndex
CREATE INDEX "session_reminders_state_due_at_idx" ON "session_reminders"("state", "due_at");

-- CreateIndex
CREATE INDEX "session_reminders_user_id_state_idx" ON "session_reminders"("user_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "session_reminders_session_id_user_id_before_key" ON "session_reminders"("session_id", "user_id", "before");

-- CreateIndex
CREATE UNIQUE INDEX "notification_preferences_feed_hash_key" ON "notification_preferences"("feed_hash");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_sessions_uid_key" ON "scheduled_sessions"("uid");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_sessions_series_id_occurrence_key" ON "scheduled_sessions"("series_id", "occurrence");

-- CreateIndex
CREATE INDEX "session_participants_invited_by_id_idx" ON "session_participants"("invited_by_id");

-- CreateIndex
CREATE INDEX "session_participants_offered_until_idx" ON "session_participants"("offered_until");

-- AddForeignKey
ALTER TABLE "session_series" ADD CONSTRAINT "session_series_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series_members" ADD CONSTRAINT "series_members_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "session_series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series_members" ADD CONSTRAINT "series_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_sessions" ADD CONSTRAINT "scheduled_sessions_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "session_series"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_participants" ADD CONSTRAINT "session_participants_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_reminders" ADD CONSTRAINT "session_reminders_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "scheduled_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_reminders" ADD CONSTRAINT "session_reminders_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "scheduled_sessions" ADD CONSTRAINT "scheduled_sessions_occurrence_check" CHECK ("series_id" IS NULL OR "occurrence" IS NOT NULL);
ALTER TABLE "session_reminders" ADD CONSTRAINT "session_reminders_before_check" CHECK ("before" BETWEEN -60 AND 10080);
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_remind_before_check" CHECK (cardinality("remind_before") <= 5 AND 5 <= ALL("remind_before") AND 10080 >= ALL("remind_before"));
