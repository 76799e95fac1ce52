import type { RoomFile } from '@echochat/prisma/client.ts';

/** A file of a room as everybody in it sees it. */
export interface FileView {
  id: number;
  name: string;
  mediaType: string;
  bytes: number;
  /** Null once their account is gone. */
  by: number | null;
  /** What the board calls it, where it is an image on one. */
  boardFileId: string | null;
}

export const fileView = ({ id, name, mediaType, bytes, uploaderId, boardFileId }: RoomFile): FileView => ({
  ...{ id, name, mediaType, bytes, boardFileId },
  by: uploaderId,
});
