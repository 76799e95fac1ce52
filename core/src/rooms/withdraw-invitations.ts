import type { Tx } from '../platform/db/database.ts';

/** Withdraws the open invitations into rooms that two people have sent each other, in the caller's transaction. Nobody is told. */
export async function withdrawInvitations(tx: Tx, a: number, b: number): Promise<void> {
  await tx.roomInvitation.updateMany({
    where: {
      status: 'pending',
      OR: [
        { inviterId: a, inviteeId: b },
        { inviterId: b, inviteeId: a },
        // Whoever invited into it: a room of the one is no place for the other.
        { inviteeId: b, room: { OR: [{ hostId: a }, { ownerId: a }] } },
        { inviteeId: a, room: { OR: [{ hostId: b }, { ownerId: b }] } },
      ],
    },
    data: { status: 'revoked' },
  });
}
