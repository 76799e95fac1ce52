import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { voiceChannelOf } from './voice-channel.ts';

const input = z.object({ roomId: rowId, communityId: rowId, channelId: z.string().min(1).max(64) });

/**
 * A voice channel was made for a room. Of two that were made at once the first counts. Returns the one that does; null
 * for a room that has ended meanwhile, or is gone.
 */
export const setVoice = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { roomId, communityId, channelId } = input;
  const { prisma } = ctx.services.database;
  await prisma.learningRoom.updateMany({
    where: { id: roomId, voiceChannelId: null, status: { not: 'ended' } },
    data: { voiceChannelId: channelId, communityId },
  });
  const voice = await voiceChannelOf(prisma, roomId);
  return voice?.isEnded ? null : voice;
});
