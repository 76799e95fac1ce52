-- CreateTable
CREATE TABLE "notes_snapshots" (
    "id" SERIAL NOT NULL,
    "room_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notes_snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notes_snapshots_room_id_created_at_idx" ON "notes_snapshots"("room_id", "created_at");

-- AddForeignKey
ALTER TABLE "notes_snapshots" ADD CONSTRAINT "notes_snapshots_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;
