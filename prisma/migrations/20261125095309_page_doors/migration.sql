-- CreateTable
CREATE TABLE "page_doors" (
    "token_hash" VARCHAR(64) NOT NULL,
    "user_id" INTEGER NOT NULL,
    "page" VARCHAR(20) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "page_doors_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "page_doors_user_id_idx" ON "page_doors"("user_id");

-- CreateIndex
CREATE INDEX "page_doors_expires_at_idx" ON "page_doors"("expires_at");

-- AddForeignKey
ALTER TABLE "page_doors" ADD CONSTRAINT "page_doors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
