import type { Prisma } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Services } from '../platform/services.ts';
import { tellOfPeople } from './voice/tell-of-people.ts';

/**
 * Withdraws the open invitations into rooms that two people have sent each other, and the rooms that one offers the other for
 * good, in the caller's transaction. Nobody is told.
 */
export async function withdrawInvitations(tx: Tx, services: Services, a: number, b: number): Promise<void> {
  const where: Prisma.RoomInvitationWhereInput = {
    status: 'pending',
    OR: [
      { inviterId: a, inviteeId: b },
      { inviterId: b, inviteeId: a },
      // Whoever invited into it: a room of the one is no place for the other.
      { inviteeId: b, room: { OR: [{ hostId: a }, { ownerId: a }] } },
      { inviteeId: a, room: { OR: [{ hostId: b }, { ownerId: b }] } },
    ],
  };
  const open = await tx.roomInvitation.findMany({ where, select: { room: true }, distinct: ['roomId'] });
  await tx.roomInvitation.updateMany({ where, data: { status: 'revoked' } });
  for (const { room } of open) await tellOfPeople(tx, services, room);
  await tx.learningRoom.updateMany({
    where: {
      OR: [
        { ownerId: a, offeredToId: b },
        { ownerId: b, offeredToId: a },
      ],
    },
    data: { offeredToId: null },
  });
}
