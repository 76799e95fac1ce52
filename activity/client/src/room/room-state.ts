import type { Caller, IceServer } from '@echochat/activity-protocol/rooms/call.ts';
import type { RoomDocument } from '@echochat/activity-protocol/rooms/document.ts';
import type { ChatLine, Cursor, FromServer, Participant } from '@echochat/activity-protocol/rooms/events.ts';
import type { RoomFile } from '@echochat/activity-protocol/rooms/files.ts';
import type { OnlinePerson } from '@echochat/activity-protocol/rooms/presence.ts';

/** What a page shows of a room. A new one for each change, so that React sees it. */
export interface RoomState {
  status: 'connecting' | 'in' | 'reconnecting' | 'ended' | 'refused';
  /** Why not, by its code. */
  refusal: string | null;
  title: string;
  hasVoiceChannel: boolean;
  you: number;
  session: string;
  participants: readonly Participant[];
  document: RoomDocument | null;
  boards: readonly { id: number; title: string }[];
  /** Of pages that are nearly full, from 0 to 1. */
  fullness: ReadonlyMap<number, number>;
  /** The restore points of the page that they were asked of. */
  history: FromServer['room:history'] | null;
  /** Those of the notes. */
  notesHistory: FromServer['room:notes:history']['points'] | null;
  /** The page that this person has just added. */
  added: number | null;
  chat: readonly ChatLine[];
  cursors: ReadonlyMap<string, Cursor>;
  /** Files of the room, and images on its boards. */
  files: readonly RoomFile[];
  /** Partners who have a page open, wherever. */
  online: ReadonlyMap<number, OnlinePerson>;
  /** Whom this page has asked into the room. */
  invited: ReadonlySet<number>;
  /** Who speaks from their browsers. */
  callers: readonly Caller[];
  iceServers: readonly IceServer[];
  /** The server's clock less ours, in milliseconds. */
  clockOffset: number;
  /** Whom this page has just removed, while it can be undone. */
  removed: { userId: number; name: string } | null;
  /** Something that did not work, until it is read. */
  notice: { code: string; at: number } | null;
  /** Something of the person's own that has nothing to do with this room, until it is read. */
  news: RoomNews | null;
}

/** `at`: when the session begins, milliseconds since 1970. */
export interface RoomNews {
  kind: 'starting' | 'reminder' | 'invited' | 'partner';
  /** The session's title, or the partner's name. */
  title: string;
  at: number;
}

/** Before anything is heard of the room. */
export const initialState = (userId: number): RoomState => ({
  status: 'connecting',
  refusal: null,
  title: '',
  hasVoiceChannel: false,
  you: userId,
  session: '',
  participants: [],
  document: null,
  boards: [],
  fullness: new Map(),
  history: null,
  notesHistory: null,
  added: null,
  chat: [],
  cursors: new Map(),
  files: [],
  online: new Map(),
  invited: new Set(),
  callers: [],
  iceServers: [],
  clockOffset: 0,
  removed: null,
  notice: null,
  news: null,
});
