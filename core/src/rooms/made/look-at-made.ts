import { z } from 'zod';
import { loadActor } from '../../auth/load-actor.ts';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { type Context, secretProcedure } from '../../platform/procedures.ts';
import { madeView } from './made-view.ts';
import { roomOfParticipant } from './room-of-participant.ts';

const key = z.string().min(1).max(2_000);

/** Whose key it is, and the room, where it is still theirs to see. Throws not_signed_in, room_not_found, removed_from_room. */
async function open(ctx: Context, given: string) {
  const { services } = ctx;
  const { userId, roomId } = await services.tokens.verifyMade(given);
  const actor = await loadActor(services, userId, 'browser');
  const asActor = { ...ctx, actor, allowance: null };
  return { ctx: asActor, row: await roomOfParticipant(asActor, roomId) };
}

/** RM-14: what was made in a room, for who holds the key that a chat gave them. */
export const lookAtMade = secretProcedure.input(z.object({ key })).query(async ({ ctx, input }) => {
  const opened = await open(ctx, input.key);
  const made = await madeView(opened.ctx, opened.row);
  if (!made) throw new EchoError('room_not_found');
  return made;
});

/** One page of the board with everything that is on it, for a picture or a file of it. Throws invalid_input too. */
export const loadMadePage = secretProcedure.input(z.object({ key, boardId: rowId })).query(async ({ ctx, input }) => {
  const { row } = await open(ctx, input.key);
  const { prisma } = ctx.services.database;
  const board = await prisma.roomBoard.findFirst({ where: { id: input.boardId, roomId: row.id } });
  if (!board) throw new EchoError('invalid_input', { field: 'boardId' });
  const elements = await prisma.boardElement.findMany({
    where: { boardId: board.id },
    select: { data: true, sequence: true },
    orderBy: [{ sequence: 'asc' }, { elementId: 'asc' }],
  });
  const images = await prisma.roomFile.findMany({
    where: { roomId: row.id, isReady: true, boardFileId: { not: null } },
    select: { key: true, boardFileId: true, mediaType: true, bytes: true },
  });
  return {
    title: board.title,
    /** The room's images, by what its boards call them, with the keys of their bytes. */
    images,
    room: row.title,
    /** Counts up with each change. */
    sequence: elements.at(-1)?.sequence ?? 0,
    elements: elements.map(({ data }): unknown => data),
  };
});
