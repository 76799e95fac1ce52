import { systemProcedure } from '../../platform/procedures.ts';

/** Every room that has a voice channel on Discord, with who may be in it: those with a seat there. */
export const getVoiceRooms = systemProcedure.query(async ({ ctx }) => {
  const { prisma } = ctx.services.database;
  const rooms = await prisma.learningRoom.findMany({
    where: { voiceChannelId: { not: null }, community: { platform: 'discord' } },
    select: { id: true, voiceChannelId: true, community: { select: { externalId: true } } },
    orderBy: { id: 'asc' },
  });
  return rooms.flatMap(({ id, voiceChannelId, community }) =>
    voiceChannelId !== null && community
      ? [{ roomId: id, channelId: voiceChannelId, guildId: community.externalId }]
      : [],
  );
});
