import { z } from 'zod';
import { asPerson } from '../../auth/as-person.ts';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import { roomOfParticipant } from '../made/room-of-participant.ts';
import { fileView } from './file-view.ts';

/** By whose token it is asked for; or by a key to this one file, as `rooms.lookAtMade` gives them out. */
const input = z.union([
  z.object({
    fileId: rowId,
    userId: rowId,
    /** The one room that the token is for; null or none where it is for all of theirs. */
    ownRoomId: z.number().int().nullish(),
  }),
  z.object({ fileId: rowId, key: z.string().max(2_000) }),
]);

/**
 * RM-15: a file with the key of its bytes, for the web server to hand to who was in its room. Throws not_signed_in,
 * file_not_found, room_not_found, removed_from_room, too_many_requests.
 */
export const openFile = systemProcedure.input(input).query(async ({ ctx: system, input }) => {
  const { database, links } = system.services;
  const link = 'key' in input ? links.verify('file', input.key) : null;
  if (link && link.id !== input.fileId) throw new EchoError('not_signed_in');
  const ctx = await asPerson(system, 'userId' in input ? input.userId : (link?.userId ?? 0));
  const row = await database.prisma.roomFile.findFirst({ where: { id: input.fileId, isReady: true } });
  if (row?.roomId == null) throw new EchoError('file_not_found');
  const ownRoomId = 'userId' in input ? input.ownRoomId : null;
  if (ownRoomId !== undefined && ownRoomId !== null && ownRoomId !== row.roomId) throw new EchoError('file_not_found');
  await roomOfParticipant(ctx, row.roomId);
  return { key: row.key, file: fileView(row) };
});
