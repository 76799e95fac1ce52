import type { FromServer, ServerEvent } from '@echochat/activity-protocol/rooms/events.ts';
import type { Outbox } from './outbox.ts';

type Hidden = ReadonlySet<number>;
type Cuts = { readonly [Name in ServerEvent]?: (data: FromServer[Name], hidden: Hidden) => FromServer[Name] | null };

/** What is left of an event for somebody who sees nothing of these people; null where all of it is about them. */
const cuts: Cuts = {
  'room:chat': (data, hidden) => (hidden.has(data.message.authorId ?? 0) ? null : data),
  'room:participant-joined': (data, hidden) => (hidden.has(data.user.userId) ? null : data),
  'room:participant-left': (data, hidden) => (hidden.has(data.userId) ? null : data),
  'room:people': ({ participants }, hidden) => ({ participants: others(participants, hidden) }),
  'room:voice': ({ callers }, hidden) => ({ callers: others(callers, hidden) }),
  'room:cursors': ({ cursors }, hidden) => ({ cursors: others(cursors, hidden) }),
  'room:document': ({ document, now }, hidden) => ({ document: withoutHands(document, hidden), now }),
};

const others = <T extends { userId: number }>(list: readonly T[], hidden: Hidden): T[] =>
  list.filter(({ userId }) => !hidden.has(userId));
const withoutHands = <D extends { hands: number[] }>(document: D, hidden: Hidden): D => ({
  ...document,
  hands: document.hands.filter((userId) => !hidden.has(userId)),
});

/** RA-1: people of a room who see and hear nothing of each other, since one of them has blocked the other. */
export class Apart {
  #hidden = new Map<number, Set<number>>();

  /** Returns whose pages have to be told anew what they see. */
  set(pairs: readonly (readonly [number, number])[]): number[] {
    const before = this.#hidden;
    this.#hidden = new Map();
    for (const [a, b] of pairs) {
      this.#hide(a, b);
      this.#hide(b, a);
    }
    const touched = new Set([...before.keys(), ...this.#hidden.keys()]);
    return [...touched].filter((userId) => !isSame(before.get(userId), this.#hidden.get(userId)));
  }

  #hide(from: number, userId: number): void {
    this.#hidden.set(from, (this.#hidden.get(from) ?? new Set()).add(userId));
  }

  get isNobody(): boolean {
    return this.#hidden.size === 0;
  }

  /** Whom they see nothing of; undefined where there is nobody. */
  hiddenFrom(userId: number): Hidden | undefined {
    return this.#hidden.get(userId);
  }

  /** What of the room is about people, as somebody sees it. */
  seenBy<T extends Pick<FromServer['room:joined'], 'participants' | 'document' | 'callers'>>(
    userId: number,
    all: T,
  ): T {
    const hidden = this.#hidden.get(userId);
    if (!hidden) return all;
    const { participants, document, callers } = all;
    return {
      ...all,
      participants: others(participants, hidden),
      document: withoutHands(document, hidden),
      callers: others(callers, hidden),
    };
  }
}

const isSame = (one: Hidden | undefined, other: Hidden | undefined): boolean =>
  (one?.size ?? 0) === (other?.size ?? 0) && [...(one ?? [])].every((userId) => other?.has(userId));

/**
 * RA-1: an outbox that says to each of those who are apart what is left for them. What is about nobody, and everything in
 * a room where nobody is apart, goes out as it was: once for all.
 */
export function outboxApart(outbox: Outbox, apart: Apart, sessions: ReadonlyMap<string, number>): Outbox {
  function each<Name extends ServerEvent>(event: Name, data: FromServer[Name]): string[] {
    const cut = cuts[event];
    if (apart.isNobody || !cut) return [];
    const apartHere: string[] = [];
    for (const [session, userId] of sessions) {
      const hidden = apart.hiddenFrom(userId);
      if (!hidden) continue;
      apartHere.push(session);
      const left = cut(data, hidden);
      if (left !== null) outbox.toSession(session, event, left);
    }
    return apartHere;
  }
  return {
    toAll: (event, data) => outbox.toAll(event, data, each(event, data)),
    toAllSoon: (event, data) => outbox.toAllSoon(event, data, each(event, data)),
    toSession: (session, event, data) => outbox.toSession(session, event, data),
  };
}
