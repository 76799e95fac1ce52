import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { withLinks } from './made-links.ts';
import { madeView } from './made-view.ts';
import { roomOfParticipant } from './room-of-participant.ts';

/**
 * RM-14: what was made in a room that the actor was in or that is their partnership's, and the way to look at it in a
 * browser for a week. Throws room_not_found, removed_from_room.
 */
export const getMade = protectedProcedure.input(z.object({ roomId: rowId })).query(async ({ ctx, input }) => {
  const { pages, links } = ctx.services;
  const row = await roomOfParticipant(ctx, input.roomId);
  const made = await madeView(ctx, row);
  if (!made) throw new EchoError('room_not_found');
  const key = links.sign('recap', { userId: ctx.actor.userId, roomId: row.id, id: 0 });
  return { ...withLinks(ctx, made), key, url: pages.url(`/made#${key}`), path: `/made#${key}`, origin: pages.url('') };
});
