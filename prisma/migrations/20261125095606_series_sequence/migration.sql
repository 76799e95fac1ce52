-- AlterTable
ALTER TABLE "session_series" ADD COLUMN     "sequence" INTEGER NOT NULL DEFAULT 0;
