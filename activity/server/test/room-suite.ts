import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { openPage, type Page, serveRooms } from './rooms.ts';

/** Three people, others in each test, and rooms of one process for the tests of a file. */
export function openRoomSuite() {
  let core: TestCore;
  let people: readonly [Person, Person, Person];
  let count = 0;
  let served: Awaited<ReturnType<typeof serveRooms>>;
  const open: Page[] = [];
  beforeAll(async () => {
    core = await openTestCore();
  });
  beforeEach(async () => {
    // Others in each test: a person's calls are counted by the minute.
    count += 1;
    people = [
      await core.newcomer('Ana', `ana${count}`),
      await core.newcomer('Bo', `bo${count}`),
      await core.newcomer('Cleo', `cleo${count}`),
    ];
    core.clock.advance({ hours: 24 });
    await core.services.database.prisma.learningRoom.deleteMany();
    served = await serveRooms(core);
  });
  afterEach(async () => {
    closePages();
    await served.close();
  });
  afterAll(() => core.close());

  function closePages(): void {
    for (const page of open.splice(0)) page.close();
  }
  async function page(person: Person, url = served.url): Promise<Page> {
    const made = await openPage(core, url, person);
    open.push(made);
    return made;
  }
  return {
    get core(): TestCore {
      return core;
    },
    get people() {
      return people;
    },
    get url(): string {
      return served.url;
    },
    page,
    /** A room of the first person's. */
    async room(given: { maxParticipants?: number } = {}): Promise<number> {
      return (await (await people[0].api()).rooms.createRoom({ title: 'Chords', ...given })).id;
    },
    /** Somebody's page in a room. */
    async inside(person: Person, roomId: number, since?: object, url?: string) {
      const made = await page(person, url);
      made.say('room:join', { roomId, version: protocolVersion, ...(since ? { since } : {}) });
      const joined = await made.hears('room:joined');
      return { page: made, joined, boardId: joined.boards[0]?.id ?? 0 };
    },
    /** Everybody's page closes, and the rooms are served anew, as by another version. */
    async restart(): Promise<void> {
      closePages();
      await served.close();
      served = await serveRooms(core);
    },
  };
}

export const errorOf = async (who: Page, code: string) =>
  (await who.hears('room:error', ({ error }) => error.code === code)).error;
export const drawnOn = (who: Page) => who.of('room:whiteboard:stroke').flatMap(({ changes }) => changes);
