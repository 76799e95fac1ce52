-- AlterTable
ALTER TABLE "learning_rooms" ADD COLUMN     "copy_of_id" INTEGER,
ADD COLUMN     "offered_to_id" INTEGER,
ADD COLUMN     "owner_id" INTEGER;

-- AlterTable
ALTER TABLE "room_participants" ADD COLUMN     "acting_from" "room_role";

-- CreateIndex
CREATE INDEX "learning_rooms_owner_id_created_at_idx" ON "learning_rooms"("owner_id", "created_at");

-- CreateIndex
CREATE INDEX "learning_rooms_offered_to_id_idx" ON "learning_rooms"("offered_to_id");

-- CreateIndex
CREATE INDEX "learning_rooms_copy_of_id_idx" ON "learning_rooms"("copy_of_id");

-- AddForeignKey
ALTER TABLE "learning_rooms" ADD CONSTRAINT "learning_rooms_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_rooms" ADD CONSTRAINT "learning_rooms_offered_to_id_fkey" FOREIGN KEY ("offered_to_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_rooms" ADD CONSTRAINT "learning_rooms_copy_of_id_fkey" FOREIGN KEY ("copy_of_id") REFERENCES "learning_rooms"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Whose a room is: who opened it took its first seat. Where that account is gone, who leads it.
UPDATE "learning_rooms" r SET "owner_id" = coalesce((
  SELECT u."id" FROM (SELECT p."user_id" FROM "room_participants" p WHERE p."room_id" = r."id" ORDER BY p."id" LIMIT 1) f
    JOIN "users" u ON u."id" = f."user_id" AND u."deleted_at" IS NULL), r."host_id");

-- Nobody can have taken a room from its owner: who was removed by whoever followed them is back, and leads what has ended.
UPDATE "room_participants" p SET "removed_at" = NULL FROM "learning_rooms" r
  WHERE r."id" = p."room_id" AND r."owner_id" = p."user_id" AND p."removed_at" IS NOT NULL;
UPDATE "room_participants" p SET "role" = CASE WHEN p."user_id" = r."owner_id" THEN 'host' ELSE 'participant' END::"room_role"
  FROM "learning_rooms" r WHERE r."id" = p."room_id" AND r."status" = 'ended' AND r."owner_id" <> r."host_id"
    AND (p."role" = 'host' OR p."user_id" = r."owner_id");
UPDATE "learning_rooms" SET "host_id" = "owner_id" WHERE "status" = 'ended' AND "owner_id" IS NOT NULL;
