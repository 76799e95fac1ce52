-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('waiting', 'sent', 'dropped');

-- CreateEnum
CREATE TYPE "delivery_kind" AS ENUM ('message', 'mention');

-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "dm_channel_id" VARCHAR(64),
ADD COLUMN     "dm_closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "dm_closed_for" VARCHAR(50);

-- AlterTable
ALTER TABLE "communities" ADD COLUMN     "setup_done" TEXT[];

-- CreateTable
CREATE TABLE "kept_states" (
    "key" VARCHAR(100) NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kept_states_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "notification_id" INTEGER NOT NULL,
    "kind" "delivery_kind" NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'waiting',
    "identity_id" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tried_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "message_id" VARCHAR(64),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "install_states" (
    "id" SERIAL NOT NULL,
    "state_hash" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "install_states_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deliveries_user_id_state_id_idx" ON "deliveries"("user_id", "state", "id");

-- CreateIndex
CREATE INDEX "deliveries_identity_id_idx" ON "deliveries"("identity_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_notification_id_kind_key" ON "deliveries"("notification_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "install_states_state_hash_key" ON "install_states"("state_hash");

-- CreateIndex
CREATE INDEX "install_states_expires_at_idx" ON "install_states"("expires_at");

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "notifications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE SET NULL ON UPDATE CASCADE;
