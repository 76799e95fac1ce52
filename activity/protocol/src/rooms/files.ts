import { z } from 'zod';

const id = z.int32().min(1);

/** A file of a room, all of which has arrived. Its bytes are asked for by its id. */
export const roomFile = z.object({
  id,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  /** Whose it is; null once their account is gone. */
  by: id.nullable(),
  /** What the board calls it, where it is an image on one. */
  boardFileId: z.string().nullable(),
});
export type RoomFile = z.infer<typeof roomFile>;

export const filesFromClient = { 'room:file:remove': z.object({ roomId: id, fileId: id }) } as const;
export const filesFromServer = { 'room:files': z.object({ files: z.array(roomFile) }) } as const;
