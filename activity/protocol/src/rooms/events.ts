import { z } from 'zod';
import { caller, callFromClient, callFromServer, iceServer } from './call.ts';
import { roomAction, roomDocument } from './document.ts';
import { boardElement } from './element.ts';
import { filesFromClient, filesFromServer, roomFile } from './files.ts';
import { newsFromServer } from './news.ts';
import { notesFromClient, notesFromServer, notesText } from './notes.ts';
import { type PackedChange, readChanges } from './packed.ts';
import { presenceFromServer } from './presence.ts';

/** Counts up when the meaning of an event changes; who speaks another one is asked to load the page again. */
export const protocolVersion = 3;

const id = z.int32().min(1);
const coordinate = z.number().min(-1e7).max(1e7);

const elementId = z.string().regex(/^[\w-]{1,64}$/);

/** How far a client has come in a board: it is sent what came after. Of another epoch everything is sent. */
const position = z.object({ epoch: z.string().max(40), boards: z.record(z.string(), z.int32()) });

/** What a page says, by its name. Each names its room, which must be the one it has joined. */
export const fromClient = {
  'room:create': z.object({
    title: z.string().min(1).max(200),
    categoryId: id.optional(),
    maxParticipants: z.number().int().min(2).max(50).optional(),
  }),
  'room:join': z.object({
    roomId: id,
    version: z.number().int(),
    since: position.optional(),
    evenSo: z.boolean().optional(),
  }),
  'room:leave': z.object({ roomId: id }),
  'room:chat': z.object({ roomId: id, message: z.string().min(1).max(2_000) }),
  'room:whiteboard:stroke': z
    .object({ roomId: id, boardId: id, changes: z.array(z.unknown()).min(1).max(500) })
    .transform(({ changes, ...where }) => ({ ...where, ...readChanges(changes) })),
  /** BD-10: what comes after a place of a page, as `room:elements` named it; with `since`, what changed after that frame. */
  'room:elements': z.object({ roomId: id, boardId: id, from: z.int32().min(0), since: z.int32().min(0) }),
  /** BD-3: these of a page, whole. */
  'room:elements:get': z.object({ roomId: id, boardId: id, ids: z.array(elementId).min(1).max(500) }),
  'room:board:add': z.object({ roomId: id, title: z.string().min(1).max(100).optional() }),
  'room:board:rename': z.object({ roomId: id, boardId: id, title: z.string().min(1).max(100) }),
  'room:board:history': z.object({ roomId: id, boardId: id }),
  'room:board:restore': z.object({ roomId: id, boardId: id, snapshotId: id }),
  'room:cursor': z.object({ roomId: id, boardId: id, x: coordinate, y: coordinate }),
  'room:act': z.object({ roomId: id, action: roomAction }),
  'room:role': z.object({ roomId: id, userId: id, role: z.enum(['host', 'moderator', 'participant']) }),
  'room:remove': z.object({ roomId: id, userId: id }),
  /** RM-4 of core: takes a removal back. */
  'room:readmit': z.object({ roomId: id, userId: id }),
  /** RM-5 of core: offers the room for good. */
  'room:offer': z.object({ roomId: id, userId: id }),
  'room:invite': z.object({ roomId: id, userId: id }),
  'room:end': z.object({ roomId: id }),
  ...callFromClient,
  ...notesFromClient,
  ...filesFromClient,
} as const;
/** What is read of it. */
export type FromClient = { [Name in keyof typeof fromClient]: z.output<(typeof fromClient)[Name]> };
/** What is sent. */
export type Said = { [Name in keyof typeof fromClient]: z.input<(typeof fromClient)[Name]> };
export type ClientEvent = keyof FromClient;

export const participant = z.object({
  userId: id,
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  role: z.enum(['host', 'moderator', 'participant']),
  /** Whose the room is, whoever leads it. */
  isOwner: z.boolean(),
  /** Somebody who is in it now, by at least one page. */
  isHere: z.boolean(),
});
export type Participant = z.infer<typeof participant>;

export const chatLine = z.object({ id, authorId: id.nullable(), body: z.string(), at: z.number() });
export type ChatLine = z.infer<typeof chatLine>;

const board = z.object({ id, title: z.string() });
const cursor = z.object({ session: z.string(), userId: id, boardId: id, x: z.number(), y: z.number() });
export type Cursor = z.infer<typeof cursor>;

/** Was checked by the server. */
const packedChange = z.custom<PackedChange>();

/** BD-10: a part of a page, and where the next part begins; null where nothing follows. */
const boardPart = z.object({
  boardId: id,
  elements: z.array(boardElement),
  sequence: z.int32(),
  next: z.int32().nullable(),
});
export type BoardPart = z.infer<typeof boardPart>;

/** What the server says, by its name. */
export const fromServer = {
  'room:created': z.object({ roomId: id }),
  'room:joined': z.object({
    room: z.object({
      id,
      title: z.string(),
      isPublic: z.boolean(),
      /** A voice channel of its own in a chat, where the timer can sound. */
      hasVoiceChannel: z.boolean(),
    }),
    you: z.object({ userId: id, session: z.string() }),
    participants: z.array(participant),
    document: roomDocument,
    boards: z.array(board),
    /** BD-5: how full those are that are nearly full, from 0 to 1. */
    fullness: z.record(z.string(), z.number()),
    /** Of the boards, in full or since the position that was given. */
    epoch: z.string(),
    isWhole: z.boolean(),
    elements: z.array(boardPart),
    chat: z.array(chatLine),
    notes: notesText,
    files: z.array(roomFile),
    callers: z.array(caller),
    iceServers: z.array(iceServer),
    /** The server's clock, milliseconds since 1970. */
    now: z.number(),
  }),
  'room:participant-joined': z.object({ user: participant }),
  'room:participant-left': z.object({ userId: id }),
  'room:invited': z.object({ userId: id }),
  'room:offered': z.object({ userId: id }),
  'room:people': z.object({ participants: z.array(participant) }),
  'room:chat': z.object({ message: chatLine }),
  /** BD-6: the pages, with who has just added one. */
  'room:boards': z.object({ boards: z.array(board), added: z.object({ boardId: id, session: z.string() }).nullable() }),
  /** RM-10 of core: the restore points of a page, the newest first; `at` in milliseconds since 1970. */
  'room:history': z.object({
    boardId: id,
    points: z.array(z.object({ id, at: z.number(), shapes: z.number() })),
  }),
  /** One frame of a board: all changes since the last one, in the order in which they count. */
  'room:whiteboard:stroke': z.object({ boardId: id, sequence: z.int32(), changes: z.array(packedChange) }),
  /** BD-4: changes up to here would survive the end of every process. */
  'room:saved': z.object({
    boards: z.record(z.string(), z.int32()),
    /** BD-5: how full those are that are nearly full, from 0 to 1. */
    fullness: z.record(z.string(), z.number()).optional(),
  }),
  /** BD-10: the next part of a page. */
  'room:elements': boardPart,
  /** BD-3: of these the server has versions that count instead: by id, with version and nonce. */
  'room:stale': z.object({ boardId: id, stale: z.array(z.tuple([z.string(), z.int32(), z.int32()])) }),
  /** BD-9: these were not taken; `room:error` says why. The page goes back to what the server has of them. */
  'room:refused': z.object({ boardId: id, ids: z.array(z.string()) }),
  /** BD-3: these were said against another version: say them whole. */
  'room:wanted': z.object({ boardId: id, ids: z.array(z.string()) }),
  'room:cursors': z.object({ cursors: z.array(cursor) }),
  'room:document': z.object({ document: roomDocument, now: z.number() }),
  /** RP-3: the room goes on elsewhere: join it again. */
  'room:moved': z.object({}),
  'room:ended': z.object({}),
  'room:token': z.object({ token: z.string() }),
  ...callFromServer,
  ...notesFromServer,
  ...presenceFromServer,
  ...newsFromServer,
  ...filesFromServer,
  'room:error': z.object({ error: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }) }),
} as const;
export type FromServer = { [Name in keyof typeof fromServer]: z.infer<(typeof fromServer)[Name]> };
export type ServerEvent = keyof FromServer;
