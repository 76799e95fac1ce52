import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { newKey } from '../platform/storage/key.ts';
import { toDate } from '../platform/time.ts';

/**
 * RM-6: the images on the boards of a room, for a copy of it, which must not lose them with the first one. One after the
 * other; until one is there its place is shown. What has come already is passed over when it runs again.
 */
export const copyImages = defineJob(
  'rooms.copy-images',
  z.object({ from: rowId, to: rowId }),
  async ({ from, to }, { database, storage, realtime, clock }) => {
    const { prisma } = database;
    const copy = await prisma.learningRoom.findUnique({ where: { id: to }, select: { ownerId: true } });
    if (!copy) return;
    const images = await prisma.roomFile.findMany({
      where: { roomId: from, isReady: true, boardFileId: { not: null } },
      orderBy: { id: 'asc' },
    });
    for (const { key, name, mediaType, bytes, boardFileId } of images) {
      const isThere = await prisma.roomFile.count({ where: { roomId: to, boardFileId } });
      const opened = isThere > 0 ? null : await storage.open(key);
      if (!opened) continue;
      const own = newKey();
      await storage.put(own, opened.body, { bytes: opened.bytes, mediaType });
      await prisma.roomFile.create({
        data: {
          ...{ roomId: to, uploaderId: copy.ownerId, key: own, name, mediaType, bytes, boardFileId },
          ...{ isReady: true, createdAt: toDate(clock.now()) },
        },
      });
    }
    if (images.length > 0) await realtime.tellRoom({ roomId: to, kind: 'files' });
  },
);
