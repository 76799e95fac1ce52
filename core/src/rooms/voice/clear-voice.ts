import { z } from 'zod';
import { systemProcedure } from '../../platform/procedures.ts';

/** RM-12: a voice channel is gone, by us or by somebody in the server. The room goes on; the next way in makes another. */
export const clearVoice = systemProcedure
  .input(z.object({ channelId: z.string().min(1).max(64) }))
  .mutation(async ({ ctx, input: { channelId } }) => {
    await ctx.services.database.prisma.learningRoom.updateMany({
      where: { voiceChannelId: channelId },
      data: { voiceChannelId: null },
    });
  });
