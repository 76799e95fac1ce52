import type { LearningRoom } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import { pairsApart } from '../../safety/apart.ts';

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
  /** Who was removed, and who is apart from who leads or owns it. */
  denied: readonly string[];
}

/** The room's channel as it should be; null where it has none. */
export async function voiceChannelOf(tx: Tx, roomId: number): Promise<VoiceChannel | null> {
  const room = await tx.learningRoom.findUnique({ where: { id: roomId } });
  if (!room?.voiceChannelId || room.communityId === null) return null;
  const [community, people] = await Promise.all([
    tx.community.findUnique({ where: { id: room.communityId } }),
    voicePeople(tx, room),
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

/** Who is in a room's voice channel, or kept out of it, in the ids of Discord. */
export type VoicePeople = Pick<VoiceChannel, 'allowed' | 'denied'>;

/** RM-12, RM-23: who may be in it as far as the room knows them, and who was removed, or is apart from who leads or owns it. */
export async function voicePeople(tx: Tx, room: LearningRoom): Promise<VoicePeople> {
  const roomId = room.id;
  const [seats, invited, pair] = await Promise.all([
    tx.roomParticipant.findMany({ where: { roomId }, select: { userId: true, removedAt: true } }),
    tx.roomInvitation.findMany({
      where: { roomId, status: { in: ['pending', 'accepted'] }, inviteeId: { not: null } },
      select: { inviteeId: true },
    }),
    room.partnershipId === null ? null : tx.learningPartnership.findUnique({ where: { id: room.partnershipId } }),
  ]);
  const removed = seats.filter(({ removedAt }) => removedAt !== null).map(({ userId }) => userId);
  const known = new Set([
    ...seats.map(({ userId }) => userId),
    ...invited.flatMap(({ inviteeId }) => inviteeId ?? []),
    ...(pair ? [pair.userId1, pair.userId2] : []),
  ]);
  const out = new Set([...removed, ...(await apartFromLeaders(tx, room, [...known]))]);
  // Nobody takes a room from its owner.
  if (room.ownerId !== null) out.delete(room.ownerId);
  const identities = await tx.identity.findMany({
    where: { userId: { in: [...known] }, platform: 'discord' },
    select: { userId: true, externalId: true },
    orderBy: { id: 'asc' },
  });
  const idsOf = (isOut: boolean) =>
    identities.filter(({ userId }) => out.has(userId) === isOut).map(({ externalId }) => externalId);
  return { allowed: idsOf(false), denied: idsOf(true) };
}

/** Those of whom somebody who leads or owns the room has blocked one, or was blocked by them (RM-1). */
async function apartFromLeaders(
  tx: Tx,
  { hostId, ownerId }: LearningRoom,
  known: readonly number[],
): Promise<number[]> {
  const leaders = new Set([hostId, ownerId].filter((id) => id !== null));
  const pairs = await pairsApart(tx, [...new Set([...known, ...leaders])]);
  return pairs.filter((pair) => pair.some((id) => leaders.has(id))).flatMap((pair) => othersOf(pair, leaders));
}

/** Of two leaders it is the one who stands in for the owner. */
const othersOf = (pair: readonly number[], leaders: ReadonlySet<number>): number[] => {
  const others = pair.filter((id) => !leaders.has(id));
  return others.length > 0 ? others : [...pair];
};
