import type { Cursor, FromServer, Participant, ServerEvent } from '@echochat/activity-protocol/rooms/events.ts';
import type { Signal } from './call.ts';
import type { RoomNews, RoomState } from './room-state.ts';

/** Hears one kind of event from the server. */
export type OnServerEvent = <Name extends ServerEvent>(event: Name, listener: (data: FromServer[Name]) => void) => void;

/** What a page shows, and the way to change it. */
export interface StateStore {
  state(): RoomState;
  set(part: Partial<RoomState>): void;
  /** Says something to the person in a line that they put away. */
  notice(code: string): void;
}

const mostChat = 500;

/** Who is in the room, and what they say and do beside the boards. */
export function hearRoom(on: OnServerEvent, store: StateStore): void {
  const { state, set, notice } = store;
  hearPeople(on, store);
  on('room:chat', ({ message }) => set({ chat: [...state().chat, message].slice(-mostChat) }));
  on('room:document', ({ document, now }) => set({ document, clockOffset: now - Date.now() }));
  on('room:cursors', ({ cursors }) =>
    set({ cursors: new Map([...state().cursors, ...cursors.map((one): [string, Cursor] => [one.session, one])]) }),
  );
  on('room:boards', ({ boards, added }) =>
    set({ boards, ...(added?.session === state().session ? { added: added.boardId } : {}) }),
  );
  on('room:history', (history) => set({ history }));
  on('room:notes:history', ({ points }) => set({ notesHistory: points }));
  on('room:saved', ({ fullness = {} }) => {
    for (const [boardId, part] of Object.entries(fullness))
      set({ fullness: new Map([...state().fullness, [Number(boardId), part]]) });
  });
  on('room:files', ({ files }) => set({ files }));
  on('room:offered', () => notice('offered'));
  on('room:invited', ({ userId }) => set({ invited: new Set(state().invited).add(userId) }));
  on('room:voice', ({ callers }) => set({ callers }));
}

function hearPeople(on: OnServerEvent, { state, set, notice }: StateStore): void {
  const isHost = (participants: readonly Participant[]): boolean =>
    participants.some(({ userId, role }) => userId === state().you && role === 'host');
  function people(participants: readonly Participant[]): void {
    const here = new Set(participants.filter(({ isHere }) => isHere).map(({ userId }) => userId));
    const cursors = new Map([...state().cursors].filter(([, { userId }]) => here.has(userId)));
    set({ participants, cursors });
  }
  on('room:participant-joined', ({ user }) =>
    people([...state().participants.filter(({ userId }) => userId !== user.userId), user]),
  );
  on('room:participant-left', ({ userId }) =>
    people(state().participants.map((one) => (one.userId === userId ? { ...one, isHere: false } : one))),
  );
  on('room:people', ({ participants }) => {
    const wasLeading = isHost(state().participants);
    people(participants);
    // Who stood in for the owner is thanked.
    if (wasLeading && participants.some((one) => one.isOwner && one.role === 'host' && one.userId !== state().you))
      notice('owner_back');
  });
}

/** What is the person's own and has nothing to do with this room. */
export function hearNews(on: OnServerEvent, { state, set }: StateStore): void {
  on('presence:users-online', ({ users }) => set({ online: new Map(users.map((one) => [one.userId, one])) }));
  on('presence:update', ({ userId, user }) => {
    const online = new Map(state().online);
    online.delete(userId);
    set({ online: user ? online.set(userId, user) : online });
  });
  const heard = (kind: RoomNews['kind'], { title, at }: { title: string; at: number }) =>
    set({ news: { kind, title, at } });
  on('session:starting', ({ session }) => heard('starting', session));
  on('session:reminder', ({ session }) => heard('reminder', session));
  on('session:invited', ({ session }) => heard('invited', session));
  on('match:accepted', ({ partnership: { person } }) => {
    if (person) set({ news: { kind: 'partner', title: person.displayName, at: Date.now() } });
  });
}

/** What other pages say to this one about the call. */
export function hearSignals(on: OnServerEvent, heard: (signal: Signal) => void): void {
  on('room:webrtc:offer', (said) => heard({ kind: 'offer', ...said }));
  on('room:webrtc:answer', (said) => heard({ kind: 'answer', ...said }));
  on('room:webrtc:ice', (said) => heard({ kind: 'ice', ...said }));
}
