import { z } from 'zod';
import { asPerson } from '../../auth/as-person.ts';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { roomOfParticipant } from './room-of-participant.ts';

/** Of a page's elements as JSON: what is drawn or written from them is held in memory whole. */
const mostBytes = 16 * 1_048_576;

/**
 * RM-14: the page that a key of a picture or of a file of Excalidraw opens, without what is on it: enough to know
 * whether its picture is there already. Throws not_signed_in, room_not_found, removed_from_room, too_many_requests,
 * invalid_input.
 */
export const findMadePage = systemProcedure
  .input(z.object({ kind: z.enum(['picture', 'drawing']), key: z.string().max(2_000), boardId: rowId }))
  .query(async ({ ctx: system, input: { kind, key, boardId } }) => {
    const { database, links } = system.services;
    const link = links.verify(kind, key);
    if (link.id !== boardId) throw new EchoError('not_signed_in');
    const ctx = await asPerson(system, link.userId);
    const room = await roomOfParticipant(ctx, link.roomId);
    const { prisma } = database;
    const board = await prisma.roomBoard.findFirst({ where: { id: boardId, roomId: room.id } });
    if (!board) throw new EchoError('invalid_input', { field: 'boardId' });
    const [newest, images] = await Promise.all([
      prisma.boardElement.aggregate({ where: { boardId }, _max: { sequence: true } }),
      prisma.roomFile.findMany({
        where: { roomId: room.id, isReady: true, boardFileId: { not: null } },
        select: { key: true, boardFileId: true, mediaType: true, bytes: true },
        orderBy: { id: 'asc' },
      }),
    ]);
    return {
      boardId,
      roomId: room.id,
      title: board.title,
      room: room.title,
      /** Counts up with each change. */
      sequence: newest._max.sequence ?? 0,
      /** The room's images, by what its boards call them, with the keys of their bytes. */
      images: images.flatMap(({ boardFileId, ...image }) =>
        boardFileId === null ? [] : [{ ...image, id: boardFileId }],
      ),
    };
  });

/** What is on a page, each element as JSON, and which images they show. Throws picture_too_large. */
export const loadMadePage = systemProcedure.input(z.object({ boardId: rowId })).query(async ({ ctx, input }) => {
  const { prisma } = ctx.services.database;
  const { boardId } = input;
  const [size] = await prisma.$queryRaw<{ bytes: bigint | null }[]>`
    SELECT sum(octet_length(data::text))::bigint AS bytes FROM board_elements WHERE board_id = ${boardId}`;
  if (Number(size?.bytes ?? 0) > mostBytes) throw new EchoError('picture_too_large');
  const rows = await prisma.$queryRaw<{ data: string; fileId: string | null }[]>`
    SELECT data::text AS data, data ->> 'fileId' AS "fileId" FROM board_elements
    WHERE board_id = ${boardId} AND NOT coalesce((data ->> 'isDeleted')::boolean, false)
    ORDER BY sequence, element_id`;
  return {
    elements: rows.map(({ data }) => data),
    fileIds: [...new Set(rows.flatMap(({ fileId }) => (fileId === null ? [] : [fileId])))],
  };
});
