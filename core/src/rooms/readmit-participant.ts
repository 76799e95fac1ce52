import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { holdRoom } from './find-room.ts';
import { tellOfPeople } from './voice/tell-of-people.ts';

/** What undoes a removal is offered for ten seconds, and may take some to arrive. */
const undoSeconds = 15;

/**
 * RM-4: lets somebody in again who was removed. At once, who leads takes it back as it was; later on the host or the owner
 * lets them in as a participant. Throws room_not_found, person_not_found, not_host.
 */
export const readmitParticipant = protectedProcedure
  .input(z.object({ roomId: rowId, userId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { roomId, userId } = input;
    await services.database.transaction(async (tx) => {
      const room = await holdRoom(tx, ctx, roomId);
      const mine = await tx.roomParticipant.findUnique({ where: { roomId_userId: { roomId, userId: actor.userId } } });
      const theirs = await tx.roomParticipant.findUnique({ where: { roomId_userId: { roomId, userId } } });
      const isUndo =
        (theirs?.removedAt ?? new Date(0)) > toDate(services.clock.now().subtract({ seconds: undoSeconds }));
      const isLeading = room.ownerId === actor.userId || room.hostId === actor.userId;
      if (!isLeading && !(isUndo && mine?.role === 'moderator')) throw new EchoError('not_host');
      if (!theirs) throw new EchoError('person_not_found');
      if (theirs.removedAt === null) return;
      await tx.roomParticipant.update({
        where: { id: theirs.id },
        data: { removedAt: null, ...(isUndo ? {} : { role: 'participant' }) },
      });
      await tellOfPeople(tx, services, room);
    });
    await services.realtime.tellRoom({ roomId, kind: 'people' });
    return { userId };
  });
