import type { LearningRoom } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';

/** What a room wants its voice channel to be, in the ids of the chat that it is on. */
export interface VoiceChannel {
  roomId: number;
  title: string;
  isPublic: boolean;
  seats: number;
  /** Then there is none any more. */
  isEnded: boolean;
  guildId: string;
  channelId: string;
  /** Who may see a private one: who is in it, who is invited, the partner. */
  allowed: readonly string[];
  /** Who was removed. */
  denied: readonly string[];
}

/** The room's channel as it should be; null where it has none. */
export async function voiceChannelOf(tx: Tx, roomId: number): Promise<VoiceChannel | null> {
  const room = await tx.learningRoom.findUnique({ where: { id: roomId } });
  if (!room?.voiceChannelId || room.communityId === null) return null;
  const [community, people] = await Promise.all([
    tx.community.findUnique({ where: { id: room.communityId } }),
    peopleOf(tx, room),
  ]);
  if (community?.platform !== 'discord') return null;
  return {
    roomId,
    title: room.title,
    isPublic: room.isPublic,
    seats: room.maxParticipants,
    isEnded: room.status === 'ended',
    guildId: community.externalId,
    channelId: room.voiceChannelId,
    ...people,
  };
}

async function peopleOf(tx: Tx, room: LearningRoom): Promise<Pick<VoiceChannel, 'allowed' | 'denied'>> {
  const roomId = room.id;
  const [seats, invited, pair] = await Promise.all([
    tx.roomParticipant.findMany({ where: { roomId }, select: { userId: true, removedAt: true } }),
    tx.roomInvitation.findMany({
      where: { roomId, status: { in: ['pending', 'accepted'] }, inviteeId: { not: null } },
      select: { inviteeId: true },
    }),
    room.partnershipId === null ? null : tx.learningPartnership.findUnique({ where: { id: room.partnershipId } }),
  ]);
  const removed = new Set(seats.filter(({ removedAt }) => removedAt !== null).map(({ userId }) => userId));
  const known = new Set([
    ...seats.map(({ userId }) => userId),
    ...invited.flatMap(({ inviteeId }) => inviteeId ?? []),
    ...(pair ? [pair.userId1, pair.userId2] : []),
  ]);
  const identities = await tx.identity.findMany({
    where: { userId: { in: [...known] }, platform: 'discord' },
    select: { userId: true, externalId: true },
    orderBy: { id: 'asc' },
  });
  const idsOf = (isRemoved: boolean) =>
    identities.filter(({ userId }) => removed.has(userId) === isRemoved).map(({ externalId }) => externalId);
  return { allowed: idsOf(false), denied: idsOf(true) };
}
