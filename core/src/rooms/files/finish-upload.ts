import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';

const input = z.object({
  roomId: rowId,
  key: z.string(),
  /** Whether all of it is with the storage. */
  isWhole: z.boolean(),
});

/**
 * RM-15: what was to arrive under a key has, and everybody in the room hears of it; or it has not, and its place is given
 * up. Of what nobody waits for any more the bytes go.
 */
export const finishUpload = systemProcedure.input(input).mutation(async ({ ctx, input: { roomId, key, isWhole } }) => {
  const { database, realtime, storage } = ctx.services;
  const where = { roomId, key, isReady: false };
  if (!isWhole) return void (await database.prisma.roomFile.deleteMany({ where }));
  const { count } = await database.prisma.roomFile.updateMany({ where, data: { isReady: true } });
  if (count > 0) await realtime.tellRoom({ roomId, kind: 'files' });
  else await storage.remove(key);
});
