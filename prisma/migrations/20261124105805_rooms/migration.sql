-- AlterTable
ALTER TABLE "learning_rooms" ADD COLUMN     "document" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "room_doors" (
    "token_hash" VARCHAR(64) NOT NULL,
    "room_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_doors_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "board_elements" (
    "board_id" INTEGER NOT NULL,
    "element_id" VARCHAR(64) NOT NULL,
    "version" INTEGER NOT NULL,
    "nonce" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "board_elements_pkey" PRIMARY KEY ("board_id","element_id")
);

-- CreateIndex
CREATE INDEX "room_doors_room_id_idx" ON "room_doors"("room_id");

-- CreateIndex
CREATE INDEX "room_doors_user_id_idx" ON "room_doors"("user_id");

-- CreateIndex
CREATE INDEX "room_doors_expires_at_idx" ON "room_doors"("expires_at");

-- AddForeignKey
ALTER TABLE "room_doors" ADD CONSTRAINT "room_doors_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_doors" ADD CONSTRAINT "room_doors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "board_elements" ADD CONSTRAINT "board_elements_board_id_fkey" FOREIGN KEY ("board_id") REFERENCES "room_boards"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A person is present in a room once, however many processes say so.
CREATE UNIQUE INDEX "room_attendances_open_key" ON "room_attendances"("room_id", "user_id", "source") WHERE "ended_at" IS NULL;
