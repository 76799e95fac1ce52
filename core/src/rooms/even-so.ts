import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { doorMinutes } from '../platform/door.ts';
import { EchoError } from '../platform/errors.ts';
import type { Services } from '../platform/services.ts';
import { pairsApart } from '../safety/apart.ts';

const agreed = z.object({ roomId: z.number(), at: z.number() });
const keyOf = (userId: number): string => `room-even-so:${userId}`;

/**
 * RM-22: who is about to come in where somebody is whom they blocked is asked first, without a word of who it is. Whom
 * somebody there blocked is not told: that would say it to them. Throws blocked_is_here.
 */
export async function askOfBlocked(tx: Tx, userId: number, roomId: number): Promise<void> {
  const here = await tx.roomParticipant.findMany({
    where: { roomId, isActive: true, removedAt: null },
    select: { userId: true },
  });
  if (here.some((seat) => seat.userId === userId)) return;
  const pairs = await pairsApart(tx, [userId, ...here.map((seat) => seat.userId)]);
  if (pairs.some(([blocker]) => blocker === userId)) throw new EchoError('blocked_is_here', { roomId });
}

/** RM-22: somebody goes into a room all the same. It counts as long as a link does. */
export const sayEvenSo = ({ kept, clock }: Services, userId: number, roomId: number): Promise<void> =>
  kept.set(keyOf(userId), { roomId, at: clock.now().epochMilliseconds });

export async function saidEvenSo({ kept, clock }: Services, userId: number, roomId: number): Promise<boolean> {
  const said = agreed.safeParse(await kept.get(keyOf(userId)));
  if (!said.success || said.data.roomId !== roomId) return false;
  return clock.now().epochMilliseconds - said.data.at < doorMinutes * 60_000;
}
