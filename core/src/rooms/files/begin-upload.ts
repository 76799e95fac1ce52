import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { newKey } from '../../platform/storage/key.ts';
import { line } from '../../platform/text.ts';
import { toDate } from '../../platform/time.ts';
import { refuseViewer, roomDocument } from '../document.ts';
import { holdRoom } from '../find-room.ts';
import { seatIn } from '../seat-in.ts';
import { type FileView, fileView } from './file-view.ts';

const megabyte = 1_048_576;
export const mostFileBytes = 25 * megabyte;
export const mostImageBytes = 5 * megabyte;
const mostFiles = 200;
const mostBytesTogether = 250 * megabyte;
export const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

const input = z.object({
  roomId: rowId,
  name: line(200),
  mediaType: z.string().regex(/^[\w.+-]{1,60}\/[\w.+-]{1,39}$/),
  bytes: z.number().int().min(0),
  /** What the board calls it: it goes onto the board instead of beside it. */
  boardFileId: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
});

/**
 * RM-15: makes a place for a file that is about to arrive: of one who may write, or for an image on the board of one who
 * may draw. An image that the room has already keeps its place, and is not asked for again. Throws file_empty, file_size,
 * file_type, files_full, muted, view_only, not_allowed, room_not_found, room_ended, removed_from_room.
 */
export const beginUpload = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { roomId, name, mediaType, bytes, boardFileId = null } = input;
  const most = boardFileId === null ? mostFileBytes : mostImageBytes;
  if (bytes === 0) throw new EchoError('file_empty');
  if (bytes > most) throw new EchoError('file_size', { limit: most / megabyte });
  if (boardFileId !== null && !imageTypes.some((type) => type === mediaType)) throw new EchoError('file_type');
  return services.database.transaction(async (tx): Promise<{ key: string; file: FileView; isThere: boolean }> => {
    await holdRoom(tx, ctx, roomId);
    const { room, role } = await seatIn(tx, ctx, roomId);
    if (boardFileId !== null) refuseViewer(room, role, actor.userId);
    else if (role === 'participant' && roomDocument.parse(room.document).muted.includes(actor.userId))
      throw new EchoError('muted');
    const known = boardFileId === null ? null : await tx.roomFile.findFirst({ where: { roomId, boardFileId } });
    if (known?.isReady) return { key: known.key, file: fileView(known), isThere: true };
    const { _count: count, _sum: sum } = await tx.roomFile.aggregate({
      where: { roomId },
      _count: true,
      _sum: { bytes: true },
    });
    if (count >= mostFiles || (sum.bytes ?? 0) + bytes > mostBytesTogether) throw new EchoError('files_full');
    const data = { name, mediaType, bytes, uploaderId: actor.userId, createdAt: toDate(services.clock.now()) };
    // Another key: what is under way for the old one must not end in the new one's place.
    const key = newKey();
    const row = known
      ? await tx.roomFile.update({ where: { id: known.id }, data: { ...data, key } })
      : await tx.roomFile.create({ data: { ...data, key, roomId, boardFileId } });
    return { key: row.key, file: fileView(row), isThere: false };
  });
});
