-- CreateEnum
CREATE TYPE "browser_audience" AS ENUM ('room', 'pages', 'activity', 'playground');

-- AlterTable
ALTER TABLE "page_doors" ADD COLUMN     "browser_session_id" INTEGER;

-- AlterTable
ALTER TABLE "room_doors" ADD COLUMN     "browser_session_id" INTEGER;

-- CreateTable
CREATE TABLE "browser_sessions" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "audience" "browser_audience" NOT NULL,
    "room_id" INTEGER,
    "device" VARCHAR(60),
    "family" VARCHAR(36) NOT NULL,
    "key_hash" VARCHAR(64),
    "refresh_hash" VARCHAR(64),
    "previous_hash" VARCHAR(64),
    "rotated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "browser_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "browser_sessions_key_hash_key" ON "browser_sessions"("key_hash");

-- CreateIndex
CREATE INDEX "browser_sessions_user_id_last_seen_at_idx" ON "browser_sessions"("user_id", "last_seen_at");

-- CreateIndex
CREATE INDEX "browser_sessions_room_id_idx" ON "browser_sessions"("room_id");

-- CreateIndex
CREATE INDEX "browser_sessions_family_idx" ON "browser_sessions"("family");

-- CreateIndex
CREATE INDEX "browser_sessions_expires_at_idx" ON "browser_sessions"("expires_at");

-- CreateIndex
CREATE INDEX "page_doors_browser_session_id_idx" ON "page_doors"("browser_session_id");

-- CreateIndex
CREATE INDEX "room_doors_browser_session_id_idx" ON "room_doors"("browser_session_id");

-- AddForeignKey
ALTER TABLE "page_doors" ADD CONSTRAINT "page_doors_browser_session_id_fkey" FOREIGN KEY ("browser_session_id") REFERENCES "browser_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "browser_sessions" ADD CONSTRAINT "browser_sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "browser_sessions" ADD CONSTRAINT "browser_sessions_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_doors" ADD CONSTRAINT "room_doors_browser_session_id_fkey" FOREIGN KEY ("browser_session_id") REFERENCES "browser_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
