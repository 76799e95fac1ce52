import { z } from 'zod';
import { asPerson } from '../../auth/as-person.ts';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { newKey } from '../../platform/storage/key.ts';
import { line } from '../../platform/text.ts';
import { toDate } from '../../platform/time.ts';
import { refuseViewer, roomDocument } from '../document.ts';
import { holdRoom } from '../find-room.ts';
import { seatIn } from '../seat-in.ts';
import { type FileView, fileView } from './file-view.ts';
import { inMegabytes, quotas, requireSpace, spendBytes } from './quotas.ts';

export const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

const input = z.object({
  /** Whose file it is: the web server has seen who they are, and has their bytes at hand. */
  userId: rowId,
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
 * RM-15: makes a place for a file whose bytes are arriving: of one who may write, or for an image on the board of one who
 * may draw. An image that the room has already keeps its place, and is not asked for again. Throws file_empty, file_size,
 * file_type, files_full, files_full_today, files_under_way, storage_full, muted, view_only, not_allowed, room_not_found,
 * room_ended, removed_from_room, too_many_requests.
 */
export const beginUpload = systemProcedure.input(input).mutation(async ({ ctx: system, input }) => {
  const ctx = await asPerson(system, input.userId);
  const { actor, services } = ctx;
  const { roomId, name, mediaType, bytes, boardFileId = null } = input;
  const most = boardFileId === null ? quotas.file : quotas.image;
  if (bytes === 0) throw new EchoError('file_empty');
  if (bytes > most) throw new EchoError('file_size', { limit: inMegabytes(most) });
  if (boardFileId !== null && !imageTypes.some((type) => type === mediaType)) throw new EchoError('file_type');
  return services.database.transaction(async (tx): Promise<{ key: string; file: FileView; isThere: boolean }> => {
    await holdRoom(tx, ctx, roomId);
    const { room, role } = await seatIn(tx, ctx, roomId);
    if (boardFileId !== null) refuseViewer(room, role, actor.userId);
    else if (role === 'participant' && roomDocument.parse(room.document).muted.includes(actor.userId))
      throw new EchoError('muted');
    const known = boardFileId === null ? null : await tx.roomFile.findFirst({ where: { roomId, boardFileId } });
    if (known?.isReady) return { key: known.key, file: fileView(known), isThere: true };
    await requireSpace(tx, ctx, roomId, bytes);
    await spendBytes(tx, ctx, bytes);
    const data = { name, mediaType, bytes, uploaderId: actor.userId, createdAt: toDate(services.clock.now()) };
    // Another key: what is under way for the old one must not end in the new one's place.
    const key = newKey();
    const row = known
      ? await tx.roomFile.update({ where: { id: known.id }, data: { ...data, key } })
      : await tx.roomFile.create({ data: { ...data, key, roomId, boardFileId } });
    return { key: row.key, file: fileView(row), isThere: false };
  });
});
