import type { NewsFromServer } from '@echochat/activity-protocol/rooms/news.ts';
import type { Core } from '@echochat/core/core.ts';
import type { NoticeView } from '@echochat/core/notifications/notice-view.ts';

/** An event with its data. */
type Event = { [Name in keyof NewsFromServer]: { name: Name; data: NewsFromServer[Name] } }[keyof NewsFromServer];

export interface NewsOptions {
  core: Core;
  say(session: string, name: string, data: unknown): void;
}

/** News of people whose pages are connected here: what is written into their inbox is said to each page of theirs. */
export class News {
  readonly #o: NewsOptions;
  readonly #pages = new Map<number, Set<string>>();
  readonly #stop: () => void;

  constructor(options: NewsOptions) {
    this.#o = options;
    this.#stop = options.core.services.realtime.subscribe(({ userId, notificationId }) => {
      if (this.#pages.has(userId)) void this.#tell(userId, notificationId);
    });
  }

  open(session: string, userId: number): void {
    this.#pages.set(userId, (this.#pages.get(userId) ?? new Set()).add(session));
  }

  close(session: string, userId: number): void {
    const pages = this.#pages.get(userId);
    pages?.delete(session);
    if (pages?.size === 0) this.#pages.delete(userId);
  }

  end(): void {
    this.#stop();
  }

  async #tell(userId: number, id: number): Promise<void> {
    const { core, say } = this.#o;
    try {
      const notice = await core.as(await core.actor(userId, 'browser')).notifications.getNotice({ id });
      const event = notice && eventOf(notice);
      if (!event) return;
      for (const session of this.#pages.get(userId) ?? []) say(session, event.name, event.data);
    } catch (error) {
      // The inbox has it; a page reads that when it likes.
      core.services.log.warn({ error: String(error), userId }, 'news could not be told to a page');
    }
  }
}

/** The event of specification §6.1 that a notice is; null for what has none. */
export function eventOf({ kind, matchId, partnershipId, person, session }: NoticeView): Event | null {
  const who = person && { userId: person.userId, displayName: person.displayName };
  const about = session && {
    id: session.id,
    title: session.title,
    at: session.scheduledAt.getTime(),
    duration: session.duration,
    roomId: session.roomId,
  };
  switch (kind) {
    case 'match.interest':
      return matchId === null ? null : { name: 'match:new', data: { match: { id: matchId, person: who } } };
    case 'match.accepted':
      return partnershipId === null
        ? null
        : { name: 'match:accepted', data: { partnership: { id: partnershipId, person: who } } };
    case 'match.closed':
      return matchId === null ? null : { name: 'match:expired', data: { matchId } };
    case 'session.invited':
      return about && { name: 'session:invited', data: { session: about, inviter: who } };
    case 'session.starting':
    case 'session.waited-for':
      return about && { name: 'session:starting', data: { session: about } };
    case 'session.reminder':
      return about && { name: 'session:reminder', data: { session: about } };
    case 'session.cancelled':
      return about && { name: 'session:cancelled', data: { sessionId: about.id } };
    default:
      return null;
  }
}
