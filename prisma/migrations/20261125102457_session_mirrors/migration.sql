-- CreateTable
CREATE TABLE "session_mirrors" (
    "session_id" INTEGER NOT NULL,
    "community_id" INTEGER NOT NULL,
    "event_id" VARCHAR(64),
    "sequence" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_mirrors_pkey" PRIMARY KEY ("session_id","community_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_mirrors_community_id_event_id_key" ON "session_mirrors"("community_id", "event_id");

-- AddForeignKey
ALTER TABLE "session_mirrors" ADD CONSTRAINT "session_mirrors_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "scheduled_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_mirrors" ADD CONSTRAINT "session_mirrors_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;
