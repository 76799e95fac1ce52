import { CaptureUpdateAction, newElementWith } from '@excalidraw/excalidraw';
import type { BinaryFileData, BinaryFiles, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { Refused } from '../server/rooms.ts';
import type { RoomConnection } from './connection.ts';
import { asBlob, asDataUrl, download, upload } from './room-files.ts';

const againMs = 3_000;
const mostTries = 5;
/** What passes by itself. */
const passing = new Set(['unreachable', 'unavailable', 'cannot_save', 'file_broken', 'internal', 'too_many_requests']);

/** BD-7: images of a board between this page and the room's files: its own go there, those of others come here. */
export class BoardImages {
  readonly #connection: RoomConnection;
  readonly #board: ExcalidrawImperativeAPI;
  /** Own ones that are on their way or there, and others' that are here or on their way. */
  readonly #minded = new Set<string>();

  constructor(connection: RoomConnection, board: ExcalidrawImperativeAPI) {
    this.#connection = connection;
    this.#board = board;
  }

  /** Brings what was put onto the board here. */
  send(files: BinaryFiles): void {
    for (const file of Object.values(files)) {
      if (this.#minded.has(file.id)) continue;
      this.#minded.add(file.id);
      // Copied from another page of the room.
      const isThere = this.#connection.state().files.some(({ boardFileId }) => boardFileId === file.id);
      if (!isThere) void this.#send(file, 1);
    }
  }

  async #send(file: BinaryFileData, attempt: number): Promise<void> {
    const { roomId, token } = this.#connection;
    const body = asBlob(file.dataURL);
    try {
      await upload({
        roomId,
        token,
        body,
        name: `${file.id.slice(0, 8)}.${file.mimeType.split('/')[1]}`,
        boardFileId: file.id,
      });
      this.#arrived(file.id);
    } catch (error) {
      const code = error instanceof Refused ? error.code : 'unreachable';
      if (passing.has(code) && attempt < mostTries)
        setTimeout(() => void this.#send(file, attempt + 1), againMs * attempt);
      else this.#connection.notice(code);
    }
  }

  /** The board learns which file an image is without a word to anybody: with this it is told to the others. */
  #arrived(fileId: string): void {
    const elements = this.#board
      .getSceneElementsIncludingDeleted()
      .map((one) => (one.type === 'image' && one.fileId === fileId ? newElementWith(one, { status: 'saved' }) : one));
    this.#board.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
  }

  /** Shows those of the room's images that are not here yet. */
  async receive(): Promise<void> {
    const wanted = new Set(
      this.#board.getSceneElements().flatMap((one) => (one.type === 'image' && one.fileId ? [String(one.fileId)] : [])),
    );
    for (const { id, boardFileId, mediaType } of this.#connection.state().files) {
      if (boardFileId === null || !wanted.has(boardFileId) || this.#minded.has(boardFileId)) continue;
      this.#minded.add(boardFileId);
      try {
        const dataURL = await asDataUrl(await download(id, this.#connection.token));
        const file = { id: boardFileId, mimeType: mediaType, dataURL, created: Date.now() };
        this.#board.addFiles([file as BinaryFileData]);
      } catch {
        // Asked for again when something is drawn, or another file comes.
        this.#minded.delete(boardFileId);
      }
    }
  }
}
