import type { FromServer } from '@echochat/activity-protocol/rooms/events.ts';
import type { OnlinePerson } from '@echochat/activity-protocol/rooms/presence.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import type { PresenceWord, Realtime } from '@echochat/core/platform/realtime.ts';

export interface PresenceTimes {
  /** A page that is loaded anew does not go and come. */
  grace: number;
  /** How often a process says everyone who is with it. */
  everyone: number;
  /** A process of which nothing was heard for so long has ended, and nobody is with it. */
  forgotten: number;
}
export const usualPresenceTimes: PresenceTimes = { grace: 5_000, everyone: 15_000, forgotten: 45_000 };

export interface PresenceOptions {
  realtime: Realtime;
  /** This process, by a name that no other one has. */
  me: string;
  log: Log;
  times: PresenceTimes;
  /** Whom somebody may know of. */
  partnersOf(userId: number): Promise<OnlinePerson[]>;
  say<Name extends 'presence:update' | 'presence:users-online'>(
    session: string,
    event: Name,
    data: FromServer[Name],
  ): void;
}

interface Place {
  users: Set<number>;
  heardAt: number;
}
type Partners = ReadonlyMap<number, OnlinePerson>;

/** PR: who has a page open, at whichever process, as their partners see it. */
export class Presence {
  readonly #o: PresenceOptions;
  /** Pages that are connected here. */
  readonly #pages = new Map<number, Set<string>>();
  readonly #going = new Map<number, NodeJS.Timeout>();
  readonly #places = new Map<string, Place>();
  /** Of each page whom its person may know of. */
  readonly #partners = new Map<string, Partners>();
  /** The pages that want to know of somebody. */
  readonly #watching = new Map<number, Set<string>>();
  readonly #heart: NodeJS.Timeout;
  readonly #stop: () => void;

  constructor(options: PresenceOptions) {
    this.#o = options;
    this.#stop = options.realtime.watchPresence((word) => this.#hear(word));
    this.#heart = setInterval(() => this.#beat(), options.times.everyone).unref();
    this.#sayEveryone();
  }

  /**
   * A page has opened. It is told who of its person's partners is online, and from then on who comes and goes; of nobody
   * where they cannot be read, which costs the page nothing else.
   */
  async open(session: string, userId: number): Promise<void> {
    const pages = this.#pages.get(userId) ?? new Set();
    this.#pages.set(userId, pages.add(session));
    clearTimeout(this.#going.get(userId));
    if (!this.#going.delete(userId) && pages.size === 1) this.#tell({ came: userId });
    const partners = await this.#partnersOf(userId);
    if (!this.#pages.get(userId)?.has(session)) return;
    this.#watch(session, partners);
    const users = [...partners.values()].filter((one) => this.#isOnline(one.userId));
    this.#o.say(session, 'presence:users-online', { users });
  }

  /** Somebody has other partners than before: each page of theirs is told who of them came and went by that. */
  async refresh(userId: number): Promise<void> {
    if (!this.#pages.has(userId)) return;
    const partners = await this.#partnersOf(userId);
    for (const session of this.#pages.get(userId) ?? []) {
      const before = this.#partners.get(session) ?? new Map();
      this.#watch(session, partners);
      for (const [id, user] of partners)
        if (!before.has(id) && this.#isOnline(id))
          this.#o.say(session, 'presence:update', { userId: id, status: 'online', user });
      for (const id of before.keys())
        if (!partners.has(id)) this.#o.say(session, 'presence:update', { userId: id, status: 'offline' });
    }
  }

  #watch(session: string, partners: Partners): void {
    this.#unwatch(session);
    this.#partners.set(session, partners);
    for (const id of partners.keys()) this.#watching.set(id, (this.#watching.get(id) ?? new Set()).add(session));
  }

  #unwatch(session: string): void {
    for (const id of this.#partners.get(session)?.keys() ?? []) {
      const watching = this.#watching.get(id);
      watching?.delete(session);
      if (watching?.size === 0) this.#watching.delete(id);
    }
    this.#partners.delete(session);
  }

  async #partnersOf(userId: number): Promise<Partners> {
    try {
      return new Map((await this.#o.partnersOf(userId)).map((one) => [one.userId, one]));
    } catch (error) {
      this.#o.log.warn({ error: String(error), userId }, 'whose presence somebody may see could not be read');
      return new Map();
    }
  }

  close(session: string, userId: number): void {
    const pages = this.#pages.get(userId);
    if (!pages?.delete(session)) return;
    this.#unwatch(session);
    if (pages.size > 0) return;
    this.#pages.delete(userId);
    const timer = setTimeout(() => {
      this.#going.delete(userId);
      this.#tell({ went: userId });
    }, this.#o.times.grace).unref();
    this.#going.set(userId, timer);
  }

  /** Nobody is here any more, for the others to know. */
  async end(): Promise<void> {
    clearInterval(this.#heart);
    for (const timer of this.#going.values()) clearTimeout(timer);
    this.#stop();
    await this.#o.realtime.tellPresence({ process: this.#o.me, everyone: [] });
  }

  #isOnline(userId: number): boolean {
    return [...this.#places.values()].some(({ users }) => users.has(userId));
  }

  #tell(word: Omit<PresenceWord, 'process'>): void {
    void this.#o.realtime.tellPresence({ process: this.#o.me, ...word });
  }

  #sayEveryone(): void {
    this.#tell({ everyone: [...this.#pages.keys(), ...this.#going.keys()] });
  }

  #beat(): void {
    this.#sayEveryone();
    const long = performance.now() - this.#o.times.forgotten;
    for (const [process, { heardAt, users }] of this.#places)
      if (heardAt < long) this.#changing([...users], () => this.#places.delete(process));
  }

  #hear({ process, everyone, came, went }: PresenceWord): void {
    const known = this.#places.get(process);
    const place: Place = { users: known?.users ?? new Set(), heardAt: performance.now() };
    const named = [came, went].filter((one) => one !== undefined);
    const concerned = everyone ? [...new Set([...everyone, ...place.users])] : named;
    this.#changing(concerned, () => {
      this.#places.set(process, place);
      if (everyone) place.users = new Set(everyone);
      if (came !== undefined) place.users.add(came);
      if (went !== undefined) place.users.delete(went);
    });
    // Who has just begun does not know of anybody yet.
    if (!known && process !== this.#o.me) this.#sayEveryone();
  }

  /** Changes who is where, and says so where it makes a difference. */
  #changing(concerned: readonly number[], change: () => void): void {
    const before = new Set(concerned.filter((id) => this.#isOnline(id)));
    change();
    for (const userId of concerned) {
      const isOnline = this.#isOnline(userId);
      if (isOnline === before.has(userId)) continue;
      for (const session of this.#watching.get(userId) ?? []) {
        const user = this.#partners.get(session)?.get(userId);
        if (isOnline) this.#o.say(session, 'presence:update', { userId, status: 'online', ...(user ? { user } : {}) });
        else this.#o.say(session, 'presence:update', { userId, status: 'offline' });
      }
    }
  }
}
