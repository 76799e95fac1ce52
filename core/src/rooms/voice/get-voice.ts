import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { voiceChannelOf } from './voice-channel.ts';

/** What a room wants its voice channel to be; null where it has none. */
export const getVoice = systemProcedure
  .input(z.object({ roomId: rowId }))
  .query(({ ctx, input }) => voiceChannelOf(ctx.services.database.prisma, input.roomId));
