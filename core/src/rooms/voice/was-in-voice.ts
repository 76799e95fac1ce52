import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { toDate } from '../../platform/time.ts';
import { awayMinutes } from '../record-presence.ts';

/** Whom to ask after when the bot was away: who was in a room's voice channel a moment ago, by their ids on Discord. */
export const wasInVoice = systemProcedure.input(z.object({ roomId: rowId })).query(async ({ ctx, input }) => {
  const { database, clock } = ctx.services;
  const since = toDate(clock.now().subtract({ minutes: awayMinutes }));
  const identities = await database.prisma.identity.findMany({
    where: {
      platform: 'discord',
      user: {
        OR: [
          { roomAttendances: { some: { roomId: input.roomId, source: 'voice', seenAt: { gte: since } } } },
          { roomParticipations: { some: { roomId: input.roomId, isActive: true } } },
        ],
      },
    },
    select: { externalId: true },
    take: 100,
  });
  return identities.map(({ externalId }) => externalId);
});
