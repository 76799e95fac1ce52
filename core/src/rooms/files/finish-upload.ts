import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { giveBytesBack } from './quotas.ts';

const input = z.object({
  roomId: rowId,
  key: z.string(),
  /** Whether all of it is with the storage. */
  isWhole: z.boolean(),
});

/**
 * RM-15: what was to arrive under a key has, and everybody in the room hears of it; or it has not, and its place is given
 * up. Of what nobody waits for any more the bytes go. Throws file_broken for bytes that came when their place was gone.
 */
export const finishUpload = systemProcedure.input(input).mutation(async ({ ctx, input: { roomId, key, isWhole } }) => {
  const { database, realtime, storage } = ctx.services;
  const where = { roomId, key, isReady: false };
  if (!isWhole)
    return database.transaction(async (tx) => {
      const row = await tx.roomFile.findFirst({ where });
      const { count } = await tx.roomFile.deleteMany({ where });
      if (row && count > 0) await giveBytesBack(tx, row);
    });
  const { count } = await database.prisma.roomFile.updateMany({ where, data: { isReady: true } });
  if (count > 0) return realtime.tellRoom({ roomId, kind: 'files' });
  await storage.remove(key);
  throw new EchoError('file_broken');
});
