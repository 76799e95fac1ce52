-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "group_id" INTEGER;

-- CreateTable
CREATE TABLE "last_mentions" (
    "user_id" INTEGER NOT NULL,
    "delivery_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "last_mentions_pkey" PRIMARY KEY ("user_id")
);

-- AddForeignKey
ALTER TABLE "last_mentions" ADD CONSTRAINT "last_mentions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say: only a mention that may have arrived is of a group, whose others are looked up for the next
-- try. Who was named since yesterday is not named again.
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_group_check"
  CHECK ("group_id" IS NULL OR ("kind" = 'mention' AND "tried_at" IS NOT NULL));
CREATE INDEX "deliveries_group_idx" ON "deliveries" ("group_id") WHERE "group_id" IS NOT NULL;
INSERT INTO "last_mentions" ("user_id", "delivery_id", "at")
  SELECT DISTINCT ON ("user_id") "user_id", "id", coalesce("settled_at", "tried_at") FROM "deliveries"
  WHERE "kind" = 'mention' AND (("state" = 'sent' AND "settled_at" > now() - interval '24 hours')
    OR ("state" = 'waiting' AND "tried_at" IS NOT NULL))
  ORDER BY "user_id", coalesce("settled_at", "tried_at") DESC;
