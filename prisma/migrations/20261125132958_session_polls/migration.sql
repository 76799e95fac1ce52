-- CreateEnum
CREATE TYPE "poll_status" AS ENUM ('open', 'agreed', 'closed');

-- CreateTable
CREATE TABLE "session_polls" (
    "id" SERIAL NOT NULL,
    "host_id" INTEGER NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "duration" INTEGER NOT NULL,
    "timezone" VARCHAR(50) NOT NULL,
    "max_participants" INTEGER NOT NULL,
    "status" "poll_status" NOT NULL DEFAULT 'open',
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "session_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_polls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "poll_hours" (
    "id" SERIAL NOT NULL,
    "poll_id" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "poll_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "poll_voters" (
    "poll_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "poll_voters_pkey" PRIMARY KEY ("poll_id","user_id")
);

-- CreateTable
CREATE TABLE "poll_votes" (
    "hour_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,

    CONSTRAINT "poll_votes_pkey" PRIMARY KEY ("hour_id","user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_polls_session_id_key" ON "session_polls"("session_id");

-- CreateIndex
CREATE INDEX "session_polls_host_id_status_idx" ON "session_polls"("host_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "poll_hours_poll_id_at_key" ON "poll_hours"("poll_id", "at");

-- CreateIndex
CREATE INDEX "poll_voters_user_id_idx" ON "poll_voters"("user_id");

-- CreateIndex
CREATE INDEX "poll_votes_user_id_idx" ON "poll_votes"("user_id");

-- AddForeignKey
ALTER TABLE "session_polls" ADD CONSTRAINT "session_polls_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_polls" ADD CONSTRAINT "session_polls_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "scheduled_sessions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_hours" ADD CONSTRAINT "poll_hours_poll_id_fkey" FOREIGN KEY ("poll_id") REFERENCES "session_polls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_voters" ADD CONSTRAINT "poll_voters_poll_id_fkey" FOREIGN KEY ("poll_id") REFERENCES "session_polls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_voters" ADD CONSTRAINT "poll_voters_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_hour_id_fkey" FOREIGN KEY ("hour_id") REFERENCES "poll_hours"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what Prisma's schema cannot say.
ALTER TABLE "session_polls" ADD CONSTRAINT "session_polls_duration_check" CHECK ("duration" BETWEEN 15 AND 240);
ALTER TABLE "session_polls" ADD CONSTRAINT "session_polls_max_participants_check" CHECK ("max_participants" BETWEEN 2 AND 50);
