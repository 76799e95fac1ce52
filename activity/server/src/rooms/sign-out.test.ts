import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { expect, test } from 'vitest';
import type { Person } from '../../../../test/core.ts';
import { errorOf, openRoomSuite } from '../../test/room-suite.ts';
import { openPageBy } from '../../test/rooms.ts';

const suite = openRoomSuite();
const guest = () => suite.core.as({ kind: 'guest', locale: 'en', origin: 'test' });

async function entryOf(person: Person, roomId: number) {
  const { path } = await (await person.api()).rooms.openDoor({ roomId });
  return guest().rooms.enterRoom({ door: path.split('#')[1] ?? '' });
}

test('AU-1: a token of a room joins that room, and no other', async () => {
  const [ana] = suite.people;
  const [here, other] = [await suite.room(), await suite.room()];
  const page = await openPageBy(suite.url, (await entryOf(ana, here)).token);
  page.say('room:join', { roomId: other, version: protocolVersion });
  page.say('room:create', { title: 'One more' });
  page.say('room:join', { roomId: here, version: protocolVersion });
  expect((await page.hears('room:joined')).room.id).toBe(here);
  expect(page.of('room:error').map(({ error }) => error.code)).toEqual(['not_allowed', 'not_allowed']);
  page.say('session:respond', { sessionId: 1, response: 'accept' });
  await expect.poll(() => page.of('room:error')).toHaveLength(3);
  page.close();
});

test("AU-1: one of a person's own pages joins none", async () => {
  const [ana] = suite.people;
  const { path } = await (await ana.api()).auth.openPages();
  const { token } = await guest().auth.enterPages({ secret: path.split('#')[1] ?? '' });
  await expect(openPageBy(suite.url, token)).rejects.toThrow('not_allowed');
});

test('AU-4: who signs out everywhere is out of their rooms at once, the others stay', async () => {
  const [ana, bo] = suite.people;
  const room = await suite.room();
  const pages = [
    await openPageBy(suite.url, (await entryOf(ana, room)).token),
    await openPageBy(suite.url, (await entryOf(bo, room)).token),
  ] as const;
  for (const page of pages) {
    page.say('room:join', { roomId: room, version: protocolVersion });
    await page.hears('room:joined');
  }
  await (await ana.api()).auth.signOutEverywhere();
  await pages[0].isGone();
  expect((await errorOf(pages[0], 'not_signed_in')).code).toBe('not_signed_in');
  expect(pages[1].socket.connected).toBe(true);
  pages[1].close();
});

test('AU-4: a token whose session has ended opens no socket', async () => {
  const [ana] = suite.people;
  const { token } = await entryOf(ana, await suite.room());
  await (await ana.api()).auth.signOutEverywhere();
  await expect(openPageBy(suite.url, token)).rejects.toThrow('not_signed_in');
});
