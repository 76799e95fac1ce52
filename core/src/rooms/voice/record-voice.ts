import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { writePresence } from '../record-presence.ts';

const input = z.object({
  roomId: rowId,
  /** Everyone in its voice channel, by their ids on Discord; who never spoke to EchoChat is passed over. */
  present: z.array(z.string().max(64)).max(500),
  /** The first word since the bot was away: who is here and was here before has been here all along. */
  isAnew: z.boolean().default(false),
});

/** RM-11: who is in a room's voice channel, by the chat's own word. */
export const recordVoice = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { roomId, present, isAnew } = input;
  const { prisma } = ctx.services.database;
  const room = await prisma.learningRoom.findUnique({ where: { id: roomId }, select: { status: true } });
  if (!room || room.status === 'ended') return;
  const known = await prisma.identity.findMany({
    where: { platform: 'discord', externalId: { in: present }, user: { deletedAt: null } },
    select: { userId: true },
  });
  const userIds = [...new Set(known.map(({ userId }) => userId))];
  await writePresence(ctx.services, { roomId, source: 'voice', present: userIds, isAnew });
});
