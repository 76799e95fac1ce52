import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import type { UserContext } from '../platform/procedures.ts';

/** How many rooms of their own a person has open at once, by their plan; those they stand in for do not count. Throws room_limit. */
export async function requireRoomLeft(tx: Tx, { actor }: UserContext): Promise<void> {
  const { maxRooms } = actor.plan;
  // The row of the allowance is not there for a plan without limit: the person's own is.
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${actor.userId} FOR UPDATE`;
  const open = await tx.learningRoom.count({ where: { ownerId: actor.userId, status: { not: 'ended' } } });
  if (maxRooms >= 0 && open >= maxRooms) throw new EchoError('room_limit', { limit: maxRooms });
}
