import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';
import { endActing, returnToOwner } from './return-to-owner.ts';
import { successor } from './rules/roles.ts';

/**
 * RM-5: gives a room whose host has been away for a minute to who has been there longest, to run it until the owner is
 * back. `present` are those who are there; nothing changes where the host is among them or nobody is. Returns the new
 * host, or null.
 */
export const succeedHost = systemProcedure
  .input(z.object({ roomId: rowId, present: z.array(rowId).max(100) }))
  .mutation(async ({ ctx, input }) => {
    const { database, realtime } = ctx.services;
    const { roomId, present } = input;
    const next = await database.transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM learning_rooms WHERE id = ${roomId} FOR UPDATE`;
      const room = await tx.learningRoom.findUnique({ where: { id: roomId } });
      if (!room || room.status === 'ended' || (room.hostId !== null && present.includes(room.hostId))) return null;
      if (room.ownerId !== null && present.includes(room.ownerId)) return (await returnToOwner(tx, room)).hostId;
      const seats = await tx.roomParticipant.findMany({ where: { roomId, userId: { in: present }, removedAt: null } });
      const heir = successor(
        seats.map(({ id, userId, role, joinedAt }) => ({ id, userId, role, since: joinedAt.getTime() })),
      );
      if (!heir) return null;
      await endActing(tx, roomId);
      await tx.roomParticipant.update({ where: { id: heir.id }, data: { role: 'host', actingFrom: heir.role } });
      await tx.learningRoom.update({ where: { id: roomId }, data: { hostId: heir.userId } });
      return heir.userId;
    });
    if (next !== null) await realtime.tellRoom({ roomId, kind: 'people' });
    return next;
  });
