import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { community } from '../../../test/rows.ts';
import { recordNotices } from '../notifications/record-notices.ts';
import { advanceSessions } from './advance-sessions.ts';
import { extendSeries } from './series/make-occurrences.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cy: Person;

beforeAll(async () => {
  core = await openTestCore();
  [ana, bo, cy] = [await core.newcomer('Ana'), await core.newcomer('Bo'), await core.newcomer('Cy')];
  await community(core, [ana, bo, cy]);
});
afterAll(() => core.close());
beforeEach(async () => {
  const { prisma } = core.services.database;
  await prisma.scheduledSession.deleteMany();
  await prisma.sessionSeries.deleteMany();
  for (const rows of [prisma.usageCounter, prisma.actionCount, prisma.notification])
    await Reflect.apply(rows.deleteMany, rows, []);
  await forgetJobs(core);
});

const inHours = (hours: number) => new Date(core.clock.now().add({ hours }).epochMilliseconds);
const of = async (who: Person) => (await who.api()).sessions;
const plan = async (given: object = {}) =>
  (await of(ana)).createSession({ title: 'Chords', scheduledAt: inHours(48), ...given });
const accept = async (who: Person, sessionId: number) =>
  (await of(who)).respondToSessionInvite({ sessionId, response: 'accept' });
const remove = async (who: Person, sessionId: number, userId: number, given: object = {}) =>
  (await of(who)).removeParticipant({ sessionId, userId, ...given });
async function kindsOf(who: Person): Promise<string[]> {
  for (const event of await waitingEvents(core))
    await recordNotices.handle(event, JSON.stringify(event), core.services);
  const { items } = await (await who.api()).notifications.getInbox({});
  return items.map(({ kind }) => kind);
}

test('SE-20: who is taken out hears once, is refused with a word of its own, and has no seat, link or entry any more', async () => {
  const { id } = await plan({ meetingLink: 'https://meet.example/secret', maxParticipants: 2 });
  await accept(bo, id);
  await accept(cy, id);
  const left = await remove(ana, id, bo.userId);
  expect(left.people.map(({ displayName }) => displayName)).toEqual(['Ana', 'Cy']);
  // The seat is kept for who waited.
  expect((await (await of(cy)).getSession({ sessionId: id })).offeredUntil).not.toBeNull();
  await remove(ana, id, bo.userId);
  expect((await kindsOf(bo)).filter((kind) => kind === 'session.removed')).toHaveLength(1);
  const { getSession, enterSession, muteSession } = await of(bo);
  for (const again of [
    () => accept(bo, id),
    () => getSession({ sessionId: id }),
    () => enterSession({ sessionId: id }),
    () => muteSession({ sessionId: id, isMuted: true }),
  ])
    expect(await refusalCode(again())).toBe('removed_from_session');
  const { getMySessions, getUpcomingSessions, getCalendarLinks, openFeed } = await of(bo);
  expect([await getMySessions({}), (await getUpcomingSessions({})).total]).toEqual([[], 0]);
  expect(await refusalCode(getCalendarLinks({ sessionId: id }))).toBe('session_not_found');
  const secret = /\/calendar\/([\w-]+)\.ics$/.exec((await openFeed()).url)?.[1] ?? '';
  const feed = await core.as({ kind: 'guest', locale: 'en', origin: 'z' }).sessions.getFeed({ secret });
  expect(feed.text).not.toContain('Chords');
  const reminders = core.services.database.prisma.sessionReminder.count({ where: { userId: bo.userId } });
  expect(await reminders).toBe(0);
});

test('SE-20: they may come again once they are asked anew, by its host', async () => {
  const { id } = await plan();
  await accept(bo, id);
  await accept(cy, id);
  await remove(ana, id, bo.userId);
  expect(await refusalCode((await of(cy)).inviteToSession({ sessionId: id, userId: bo.userId }))).toBe(
    'not_session_host',
  );
  await (await of(ana)).inviteToSession({ sessionId: id, userId: bo.userId });
  expect((await accept(bo, id)).yourStatus).toBe('accepted');
});

test('SE-20: asked anew, also where nothing but this session ties the two', async () => {
  // Of no community, both are open to the network.
  const [dee, eli] = [await core.newcomer('Dee'), await core.newcomer('Eli')];
  const { id } = await (await of(dee)).createSession({ title: 'Scales', scheduledAt: inHours(48), isPublic: true });
  await accept(eli, id);
  await remove(dee, id, eli.userId);
  expect(await (await of(dee)).inviteToSession({ sessionId: id, userId: eli.userId })).toEqual({ displayName: 'Eli' });
  expect((await accept(eli, id)).yourStatus).toBe('accepted');
});

test('SE-20: only its host does it, and not to themselves, a stranger of it, or once it is over', async () => {
  const { id } = await plan();
  await accept(bo, id);
  expect(await refusalCode(remove(bo, id, ana.userId))).toBe('not_session_host');
  expect(await refusalCode(remove(cy, id, bo.userId))).toBe('not_session_host');
  expect(await refusalCode(remove(ana, id, ana.userId))).toBe('not_session_host');
  expect(await refusalCode(remove(ana, id, cy.userId))).toBe('person_not_found');
  await (await of(ana)).cancelSession({ sessionId: id });
  expect(await refusalCode(remove(ana, id, bo.userId))).toBe('session_cancelled');
});

test('SE-20: of a series one is taken back, or all that follow, those that are made later too', async () => {
  const { id } = await plan({ repeat: { every: 'week' } });
  await accept(bo, id);
  const mine = async () => (await (await of(bo)).getMySessions({})).length;
  const all = await mine();
  await remove(ana, id, bo.userId);
  expect(await mine()).toBe(all - 1);
  await remove(ana, id, bo.userId, { scope: 'following' });
  expect(await mine()).toBe(0);
  core.clock.advance({ hours: 24 * 8 });
  await extendSeries.run({}, core.services);
  expect((await (await of(bo)).getUpcomingSessions({})).total).toBe(0);
  core.clock.advance({ hours: -24 * 8 });
});

test('SE-20: they are out of the room of a session that goes on', async () => {
  const { id } = await plan({ scheduledAt: inHours(1) });
  await accept(bo, id);
  core.clock.advance({ hours: 1 });
  await advanceSessions(core.services);
  const { roomId } = await (await of(bo)).enterSession({ sessionId: id });
  await (await bo.api()).rooms.joinRoom({ roomId: roomId ?? 0 });
  const word = Promise.withResolvers<unknown>();
  const stop = core.services.realtime.watchRooms(word.resolve);
  await remove(ana, id, bo.userId);
  expect(await word.promise).toMatchObject({ roomId, kind: 'removed', userId: bo.userId });
  stop();
  const { rooms } = await bo.api();
  expect(await refusalCode(rooms.joinRoom({ roomId: roomId ?? 0 }))).toBe('removed_from_room');
  core.clock.advance({ hours: -1 });
});
