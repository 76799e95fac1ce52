import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { type VoicePeople, voicePeople } from './voice-channel.ts';

/** Who a voice channel that is about to be made for a room is for, so that it is theirs from its first moment. */
export const getVoicePeople = systemProcedure
  .input(z.object({ roomId: rowId }))
  .query(async ({ ctx, input }): Promise<VoicePeople> => {
    const { prisma } = ctx.services.database;
    const room = await prisma.learningRoom.findUnique({ where: { id: input.roomId } });
    return room ? voicePeople(prisma, room) : { allowed: [], denied: [] };
  });
