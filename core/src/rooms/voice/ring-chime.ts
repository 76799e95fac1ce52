import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { chimeName } from '../../platform/realtime.ts';

const input = z.object({
  roomId: rowId,
  chime: chimeName,
  /** When what it is for began, milliseconds since 1970. */
  at: z.number(),
});

/** RM-16: a room's timer began something that its voice channel should hear. Where it has none nothing happens. */
export const ringChime = systemProcedure.input(input).mutation(async ({ ctx, input: { roomId, chime, at } }) => {
  const { database, realtime } = ctx.services;
  const room = await database.prisma.learningRoom.findUnique({
    where: { id: roomId, status: { not: 'ended' } },
    select: { voiceChannelId: true, community: { select: { platform: true, externalId: true } } },
  });
  if (!room?.voiceChannelId || room.community?.platform !== 'discord') return;
  await realtime.ring({ roomId, chime, at, serverId: room.community.externalId, channelId: room.voiceChannelId });
});
