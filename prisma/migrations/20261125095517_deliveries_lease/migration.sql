-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "leased_by" UUID,
ADD COLUMN     "leased_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "send_paces" (
    "platform" "platform" NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "send_paces_pkey" PRIMARY KEY ("platform")
);

-- What Prisma cannot say: what waits by its urgency, and by when it is due. The conditions say the same, but differ: what
-- asks for the one must not be answered by the other. One pace for each chat that is sent to.
CREATE INDEX "deliveries_urgency_idx" ON "deliveries" (coalesce("deadline", 'infinity'), "id") WHERE "state" = 'waiting';
CREATE INDEX "deliveries_due_idx" ON "deliveries" ("due_at") WHERE "settled_at" IS NULL;
INSERT INTO "send_paces" ("platform") VALUES ('discord'), ('slack');
