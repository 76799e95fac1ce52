import type { Core } from '@echochat/core/core.ts';
import type { RoomWord } from '@echochat/core/platform/realtime.ts';
import type { Presence } from '../presence.ts';
import type { ConnectedPage } from './connected-page.ts';
import type { OpenRooms } from './open-rooms.ts';
import type { Room } from './room.ts';
import { seatsOf } from './room-seats.ts';
import type { Standing } from './standing.ts';
import type { UnderWay } from './under-way.ts';

export interface OutsideChangesOptions {
  core: Core;
  rooms: OpenRooms;
  presence: Presence;
  standing: Standing;
  pages: ReadonlyMap<string, ConnectedPage>;
  underWay: UnderWay;
  /** Tells all pages of a room here that it has ended, and cuts them. */
  endRoom: (roomId: number) => void;
}

/** What changes outside of the rooms that are open here, and reaches them: people, files, accounts, sign-outs. */
export class OutsideChanges {
  readonly #o: OutsideChangesOptions;
  /** How often who is in a room has changed, of rooms that somebody has come into. */
  readonly #changes = new Map<number, number>();
  #stops: (() => void)[] = [];

  constructor(options: OutsideChangesOptions) {
    this.#o = options;
  }

  /** How often who is in a room has changed by now, and how to read it anew. */
  peopleOf(roomId: number): { changes: number; refresh: (room: Room) => void } {
    return {
      changes: this.#changes.get(roomId) ?? 0,
      refresh: (room) => this.#o.underWay.add(this.#refresh(room)),
    };
  }

  /** Hears of everything until `stop` is called. */
  begin(): void {
    const { core, presence, standing, pages, underWay } = this.#o;
    const { realtime } = core.services;
    this.#stops = [
      realtime.watchSignedOut(({ sessionIds }) => {
        for (const page of pages.values()) if (sessionIds.includes(page.sessionId)) page.expel('not_signed_in');
      }),
      realtime.watchRooms((word) => this.#hear(word)),
      realtime.watchAccounts(({ accounts, kind }) => {
        for (const userId of accounts)
          if (kind === 'partners') underWay.add(presence.refresh(userId));
          else if (this.#pagesOf(userId).length > 0) underWay.add(standing.check());
      }),
    ];
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  #pagesOf(userId: number): ConnectedPage[] {
    return [...this.#o.pages.values()].filter((page) => page.userId === userId);
  }

  #hear({ roomId, kind, userId }: RoomWord): void {
    const { rooms, endRoom, underWay } = this.#o;
    if (kind === 'ended') {
      endRoom(roomId);
      return;
    }
    if (rooms.get(roomId)) this.#changes.set(roomId, (this.#changes.get(roomId) ?? 0) + 1);
    // By person, not by channel: a page that is on its way into the room is in none yet.
    if (kind === 'removed' && userId !== undefined)
      for (const page of this.#pagesOf(userId)) if (page.concerns(roomId)) page.expel('removed_from_room');
    const room = rooms.get(roomId);
    if (room) underWay.add(kind === 'files' ? this.#tellFiles(room) : this.#refresh(room));
  }

  /** Who belongs to the room, who leads it and who is kept apart, as the database has it now. */
  async #refresh(room: Room): Promise<void> {
    try {
      const { people, apart } = await seatsOf(this.#o.core, room.id);
      room.setPeople(people);
      room.setApart(apart);
      room.tellPeople();
    } catch (error) {
      this.#unread(room, error);
    }
  }

  /** As somebody who is in the room, so that the procedures decide. */
  async #tellFiles(room: Room): Promise<void> {
    const { core } = this.#o;
    try {
      const [someone] = room.presentIds;
      if (someone === undefined) return;
      const { rooms } = core.as(await core.actor(someone, 'browser'));
      room.tellFiles(await rooms.getFiles({ roomId: room.id }));
    } catch (error) {
      this.#unread(room, error);
    }
  }

  #unread(room: Room, error: unknown): void {
    this.#o.core.services.log.warn(
      { error: String(error), roomId: room.id },
      'what changed in a room could not be read',
    );
  }
}
