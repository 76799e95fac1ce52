import { z } from 'zod';
import { openAllowance } from '../platform/allowance.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { line, text } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { isReservedTitle } from '../safety/names.ts';
import { skillTree } from '../skills/load-tree.ts';
import { makeRoom } from './make-room.ts';
import { requireRoomLeft } from './room-limit.ts';
import { roomView } from './room-view.ts';

const defaultParticipants = 10;

const input = z.object({
  title: line(200).refine((title) => !isReservedTitle(title), 'reserved_title'),
  description: text(2_000).optional(),
  /** What it is about; a room of partners may be about anything. */
  categoryId: rowId.optional(),
  /** The plan may hold fewer. */
  maxParticipants: z.number().int().min(2).max(50).optional(),
  isPublic: z.boolean().default(true),
  /** For two partners: the other one may enter without an invitation, and hears of it. */
  partnershipId: rowId.optional(),
});

/**
 * Opens a room of the actor's own, who leads it. Throws daily_limit, room_limit (open at once), room_size (seats of the
 * plan), skill_unknown, partnership_not_found.
 */
export const createRoom = protectedProcedure
  .meta({ permission: 'rooms:create', allowance: 'rooms' })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { maxParticipantsPerRoom } = actor.plan;
    const tree = await skillTree(services);
    if (input.categoryId !== undefined && !tree.get(input.categoryId)) throw new EchoError('skill_unknown');
    if ((input.maxParticipants ?? 0) > maxParticipantsPerRoom)
      throw new EchoError('room_size', { limit: maxParticipantsPerRoom });
    const seats = input.maxParticipants ?? Math.min(defaultParticipants, maxParticipantsPerRoom);

    const row = await services.database.transaction(async (tx) => {
      const allowance = await openAllowance(tx, ctx);
      await requireRoomLeft(tx, ctx);
      const guest = input.partnershipId === undefined ? null : await partnerIn(tx, ctx, input.partnershipId);
      await allowance.spend(1);

      const now = toDate(services.clock.now());
      const room = await makeRoom(tx, {
        title: input.title,
        description: input.description || null,
        hostId: actor.userId,
        categoryId: input.categoryId ?? null,
        partnershipId: input.partnershipId ?? null,
        maxParticipants: seats,
        isPremium: seats > defaultParticipants,
        isPublic: input.partnershipId === undefined && input.isPublic,
        createdAt: now,
      });
      if (guest !== null)
        await services.events.emit(tx, `room-opened:${room.id}`, {
          type: 'room.invited',
          v: 1,
          roomId: room.id,
          by: actor.userId,
          to: guest,
        });
      return room;
    });
    return roomView(ctx, row);
  });

async function partnerIn(tx: Tx, { actor }: UserContext, partnershipId: number): Promise<number> {
  const pair = await tx.learningPartnership.findFirst({
    where: {
      id: partnershipId,
      status: { not: 'ended' },
      OR: [{ userId1: actor.userId }, { userId2: actor.userId }],
    },
  });
  if (!pair) throw new EchoError('partnership_not_found');
  return pair.userId1 === actor.userId ? pair.userId2 : pair.userId1;
}
