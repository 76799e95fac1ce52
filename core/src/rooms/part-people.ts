import type { LearningRoom } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Consumer } from '../platform/events.ts';
import type { Services } from '../platform/services.ts';
import { toDate } from '../platform/time.ts';
import { closeRoom } from './close-room.ts';
import { returnToOwner } from './return-to-owner.ts';
import { tellOfPeople } from './voice/tell-of-people.ts';

/**
 * RM-23: of two in a room one has blocked the other. Where the blocker leads or owns it, the other's seat ends at once; in
 * other rooms the process that has the room keeps the two apart, until the block is taken back. A room of their partnership,
 * which ended, ends with it.
 */
export const partPeople: Consumer = {
  id: 'rooms.part-people',
  handles: ['person.blocked', 'person.unblocked'],
  async handle(event, _key, services) {
    if (event.type !== 'person.blocked' && event.type !== 'person.unblocked') return;
    const { by, to } = event;
    const { prisma } = services.database;
    const isBlocked = (await prisma.block.count({ where: { blockerId: by, blockedId: to } })) > 0;
    // What was taken back since, or said anew, is another event's.
    if (isBlocked !== (event.type === 'person.blocked')) return;
    for (const { id } of await sharedRooms(services, by, to))
      await (isBlocked ? partIn(services, id, by, to) : meetIn(services, id));
  },
};

/** Open rooms in which both are, or which one of them leads or owns; and those of a partnership of the two that has ended. */
const sharedRooms = ({ database }: Services, by: number, to: number): Promise<{ id: number }[]> =>
  database.prisma.learningRoom.findMany({
    where: {
      status: { not: 'ended' },
      OR: [
        {
          AND: [by, to].map((userId) => ({
            OR: [{ participants: { some: { userId, removedAt: null } } }, { hostId: userId }, { ownerId: userId }],
          })),
        },
        { partnership: { status: 'ended', userId1: Math.min(by, to), userId2: Math.max(by, to) } },
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });

/** The two see each other again, in the room and in its voice channel. A seat that ended is taken anew by who had it. */
async function meetIn(services: Services, roomId: number): Promise<void> {
  await services.database.transaction(async (tx) => {
    const room = await tx.learningRoom.findUnique({ where: { id: roomId } });
    if (room) await tellOfPeople(tx, services, room);
  });
  await services.realtime.tellRoom({ roomId, kind: 'people' });
}

async function partIn(services: Services, roomId: number, by: number, to: number): Promise<void> {
  const change = await services.database.transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM learning_rooms WHERE id = ${roomId} FOR UPDATE`;
    const room = await tx.learningRoom.findUnique({ where: { id: roomId }, include: { partnership: true } });
    if (!room || room.status === 'ended') return null;
    if (room.partnership?.status === 'ended') {
      await closeRoom(tx, services, room);
      return 'ended' as const;
    }
    // Nobody takes a room from its owner, not by a block either.
    const isTheirs = room.ownerId === by || (room.hostId === by && room.ownerId !== to);
    if (!isTheirs) return 'people' as const;
    await endSeat(tx, services, room, to);
    return 'removed' as const;
  });
  if (change === 'removed') await services.realtime.tellRoom({ roomId, kind: 'removed', userId: to });
  else if (change !== null) await services.realtime.tellRoom({ roomId, kind: change });
}

/** Their seat ends without a word of why; while the block stands they find the room no more (RM-1). */
async function endSeat(tx: Tx, services: Services, room: LearningRoom, userId: number): Promise<void> {
  const now = toDate(services.clock.now());
  const where = { roomId: room.id, userId };
  if (room.hostId === userId) await returnToOwner(tx, room);
  await tx.roomParticipant.updateMany({
    where: { ...where, isActive: true },
    data: { isActive: false, leftAt: now },
  });
  await tx.roomAttendance.updateMany({ where: { ...where, endedAt: null }, data: { endedAt: now, seenAt: now } });
  if (room.offeredToId === userId)
    await tx.learningRoom.update({ where: { id: room.id }, data: { offeredToId: null } });
  await tellOfPeople(tx, services, room);
}
