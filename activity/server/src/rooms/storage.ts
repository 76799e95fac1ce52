import { type RoomDocument, roomDocument } from '@echochat/activity-protocol/rooms/document.ts';
import { boardElement } from '@echochat/activity-protocol/rooms/element.ts';
import type { Core } from '@echochat/core/core.ts';
import type { ChimeName } from '@echochat/core/platform/realtime.ts';
import limit from 'p-limit';
import { z } from 'zod';
import { Board, type KeptElement } from './board.ts';
import { saveTogether } from './save-together.ts';

const keptNotes = z.object({ notes: z.string().catch(''), taken: z.record(z.string(), z.int32()).catch({}) });
/** The notes as they stand beside the room's document. */
export type KeptNotes = z.infer<typeof keptNotes>;

/** So many at once: hundreds of rooms that close together must not take every connection, nor wait for one in vain. */
const atOnce = 4;

export interface RoomContent {
  document: RoomDocument;
  notes: KeptNotes;
  boards: Board[];
}

export interface Unsaved {
  /** With the notes; null where neither has changed. */
  document: (RoomDocument & KeptNotes) | null;
  elements: { boardId: number; kept: KeptElement[] }[];
}

/** Where rooms are kept while nobody is in them. */
export interface RoomStorage {
  /** Null for a room that is not there or has ended. */
  load(roomId: number): Promise<RoomContent | null>;
  save(roomId: number, unsaved: Unsaved): Promise<void>;
  /** RM-10 of core: restore points of pages, as they are kept now. */
  snapshot(roomId: number, boardIds: readonly number[]): Promise<void>;
  /** The same of the notes, as they are said to be. */
  notesSnapshot(roomId: number, text: string): Promise<void>;
  /** Everyone who is there now. */
  present(roomId: number, userIds: readonly number[]): Promise<void>;
  /** RD-4: something began at `at`, milliseconds since 1970, that the room's voice channel should hear. */
  chime(roomId: number, chime: ChimeName, at: number): Promise<void>;
  /** The host has been away for too long. */
  succeedHost(roomId: number, present: readonly number[]): Promise<void>;
}

/** In the database, by core's own procedures. */
export function coreStorage(core: Core): RoomStorage {
  const { rooms } = core.as({ kind: 'system', name: 'rooms' });
  const inTurn = limit(atOnce);
  const save = saveTogether((contents: Parameters<typeof rooms.saveContent>[0]) =>
    inTurn(() => rooms.saveContent(contents)),
  );
  return {
    async load(roomId) {
      const content = await rooms.loadContent({ roomId });
      if (!content || content.status === 'ended') return null;
      const elements = content.elements.flatMap(({ boardId, sequence, data }) => {
        const read = boardElement.safeParse(data);
        return read.success ? [{ boardId, kept: { element: read.data, sequence } }] : [];
      });
      const of = Map.groupBy(elements, ({ boardId }) => boardId);
      return {
        document: roomDocument.parse(content.document),
        notes: keptNotes.parse(content.document),
        boards: content.boards.map(
          ({ id, title }) =>
            new Board(
              id,
              title,
              (of.get(id) ?? []).map(({ kept }) => kept),
            ),
        ),
      };
    },
    async save(roomId, { document, elements }) {
      const rows = elements.flatMap(({ boardId, kept }) =>
        kept.map(({ element, sequence }) => ({
          boardId,
          elementId: element.id,
          version: element.version,
          nonce: element.versionNonce,
          sequence,
          data: element,
        })),
      );
      await save({ roomId, document, elements: rows });
    },
    async snapshot(roomId, boardIds) {
      await inTurn(() => rooms.takeSnapshots({ roomId, boardIds: [...boardIds] }));
    },
    async notesSnapshot(roomId, text) {
      await inTurn(() => rooms.takeNotesSnapshot({ roomId, text }));
    },
    async present(roomId, userIds) {
      await inTurn(() => rooms.recordPresence({ roomId, source: 'socket', present: [...userIds] }));
    },
    async chime(roomId, chime, at) {
      await rooms.ringChime({ roomId, chime, at });
    },
    async succeedHost(roomId, present) {
      await inTurn(() => rooms.succeedHost({ roomId, present: [...present] }));
    },
  };
}
