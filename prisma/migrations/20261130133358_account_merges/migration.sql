-- CreateEnum
CREATE TYPE "link_answer" AS ENUM ('confirmed', 'declined');

-- CreateTable
CREATE TABLE "link_requests" (
    "id" SERIAL NOT NULL,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "platform" "platform" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" "link_answer",
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_merges" (
    "id" SERIAL NOT NULL,
    "kept_id" INTEGER NOT NULL,
    "absorbed_id" INTEGER NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "undo_until" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_merges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "merge_changes" (
    "id" BIGSERIAL NOT NULL,
    "merge_id" INTEGER NOT NULL,
    "table_name" VARCHAR(63) NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "merge_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "link_requests_from_id_idx" ON "link_requests"("from_id");

-- CreateIndex
CREATE INDEX "link_requests_to_id_idx" ON "link_requests"("to_id");

-- CreateIndex
CREATE INDEX "link_requests_expires_at_idx" ON "link_requests"("expires_at");

-- CreateIndex
CREATE INDEX "account_merges_kept_id_idx" ON "account_merges"("kept_id");

-- CreateIndex
CREATE INDEX "account_merges_absorbed_id_idx" ON "account_merges"("absorbed_id");

-- CreateIndex
CREATE INDEX "account_merges_undo_until_idx" ON "account_merges"("undo_until");

-- CreateIndex
CREATE INDEX "merge_changes_merge_id_idx" ON "merge_changes"("merge_id");

-- AddForeignKey
ALTER TABLE "link_requests" ADD CONSTRAINT "link_requests_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_requests" ADD CONSTRAINT "link_requests_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_merges" ADD CONSTRAINT "account_merges_kept_id_fkey" FOREIGN KEY ("kept_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_merges" ADD CONSTRAINT "account_merges_absorbed_id_fkey" FOREIGN KEY ("absorbed_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merge_changes" ADD CONSTRAINT "merge_changes_merge_id_fkey" FOREIGN KEY ("merge_id") REFERENCES "account_merges"("id") ON DELETE CASCADE ON UPDATE CASCADE;
