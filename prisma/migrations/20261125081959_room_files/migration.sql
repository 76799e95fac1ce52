-- CreateTable
CREATE TABLE "room_files" (
    "id" SERIAL NOT NULL,
    "room_id" INTEGER,
    "uploader_id" INTEGER,
    "key" VARCHAR(64) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "media_type" VARCHAR(100) NOT NULL,
    "bytes" INTEGER NOT NULL,
    "board_file_id" VARCHAR(64),
    "is_ready" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "room_files_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "room_files_key_key" ON "room_files"("key");

-- CreateIndex
CREATE INDEX "room_files_uploader_id_idx" ON "room_files"("uploader_id");

-- CreateIndex
CREATE INDEX "room_files_is_ready_created_at_idx" ON "room_files"("is_ready", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "room_files_room_id_board_file_id_key" ON "room_files"("room_id", "board_file_id");

-- AddForeignKey
ALTER TABLE "room_files" ADD CONSTRAINT "room_files_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_files" ADD CONSTRAINT "room_files_uploader_id_fkey" FOREIGN KEY ("uploader_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "room_files" ADD CONSTRAINT "room_files_bytes_check" CHECK ("bytes" > 0);
