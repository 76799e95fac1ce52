-- CreateTable
CREATE TABLE "skill_wishes" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "type" "skill_kind" NOT NULL,
    "text" VARCHAR(100) NOT NULL,
    "folded" VARCHAR(100) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "skill_wishes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "skill_wishes_folded_idx" ON "skill_wishes"("folded");

-- CreateIndex
CREATE UNIQUE INDEX "skill_wishes_user_id_type_folded_key" ON "skill_wishes"("user_id", "type", "folded");

-- AddForeignKey
ALTER TABLE "skill_wishes" ADD CONSTRAINT "skill_wishes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
