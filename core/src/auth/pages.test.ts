import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusalCode } from '../../../test/refusal.ts';

let core: TestCore;
let ana: Person;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.learner('Ana', { timezone: 'Europe/Lisbon' });
});
afterAll(() => core.close());

const guest = () => core.as({ kind: 'guest', locale: 'en', origin: 'test' });
const openPages = async (to?: 'sessions' | 'inbox') => {
  const { path, url } = await (await ana.api()).auth.openPages(to === undefined ? undefined : { to });
  expect(url.endsWith(path)).toBe(true);
  return path.replace('/enter#', '');
};

test('a link leads its person in, to the page it was asked for, once', async () => {
  const secret = await openPages('inbox');
  const entry = await guest().auth.enterPages({ secret });
  expect(entry).toMatchObject({ to: 'inbox', you: { userId: ana.userId, timezone: 'Europe/Lisbon', mostSeats: 10 } });
  expect((await core.services.tokens.verify(entry.token)).userId).toBe(ana.userId);
  expect(await refusalCode(guest().auth.enterPages({ secret }))).toBe('door_expired');
  expect((await guest().auth.enterPages({ secret: await openPages() })).to).toBe('sessions');
});

test('of two who follow the same link at once, one comes in', async () => {
  const secret = await openPages();
  const both = await Promise.allSettled([guest().auth.enterPages({ secret }), guest().auth.enterPages({ secret })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('only its hash is kept, and after ten minutes it leads nowhere', async () => {
  const secret = await openPages();
  expect(JSON.stringify(await core.services.database.prisma.pageDoor.findMany())).not.toContain(secret);
  core.clock.advance({ minutes: 10 });
  expect(await refusalCode(guest().auth.enterPages({ secret }))).toBe('door_expired');
  expect(await refusalCode(guest().auth.openPages({ to: 'inbox' }))).toBe('not_signed_in');
});

test('the pass renews the token, and opens no room', async () => {
  const { pass } = await guest().auth.enterPages({ secret: await openPages() });
  expect(await refusalCode(guest().rooms.renewPass({ pass }))).toBe('not_signed_in');
  core.clock.advance({ hours: 11 });
  const renewed = await guest().auth.renewPages({ pass });
  expect((await core.actorOfToken(renewed.token)).userId).toBe(ana.userId);
  await core.services.database.prisma.user.update({ where: { id: ana.userId }, data: { deletedAt: new Date() } });
  expect(await refusalCode(guest().auth.renewPages({ pass: renewed.pass }))).toBe('not_signed_in');
});
