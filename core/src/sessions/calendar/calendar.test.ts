import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { refusalCode } from '../../../../test/refusal.ts';
import { block, community } from '../../../../test/rows.ts';
import { mergeUsers } from '../../auth/merge-users.ts';
import { extendSeries } from '../series/make-occurrences.ts';
import { shown } from './expand.ts';
import { readLines, valuesOf } from './sample-event.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cy: Person;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.learner('Ana', { timezone: 'Europe/Berlin' });
  bo = await core.learner('Bo', {});
  cy = await core.learner('Cy', {});
  await community(core, [ana, bo, cy]);
});
afterAll(() => core.close());
beforeEach(async () => {
  const { prisma } = core.services.database;
  await prisma.scheduledSession.deleteMany();
  await prisma.sessionSeries.deleteMany();
  await prisma.usageCounter.deleteMany();
  await prisma.actionCount.deleteMany();
  await prisma.block.deleteMany();
});

const sessions = async (who: Person) => (await who.api()).sessions;
const guest = () => core.as({ kind: 'guest', locale: 'en', origin: `${Math.random()}` }).sessions;
const plan = async (who: Person, given: object = {}) =>
  (await sessions(who)).createSession({ title: 'Chords', scheduledAt: new Date('2027-03-07T01:30:00Z'), ...given });
const say = async (who: Person, sessionId: number, response: 'accept' | 'decline', given: object = {}) =>
  (await sessions(who)).respondToSessionInvite({ sessionId, response, ...given });
const links = async (who: Person, sessionId: number) => (await sessions(who)).getCalendarLinks({ sessionId });
async function fileOf(who: Person, sessionId: number) {
  const { file } = await links(who, sessionId);
  return guest().getCalendarFile({ key: new URL(file).searchParams.get('key') ?? '' });
}
const secretOf = (url: string): string => /\/calendar\/([\w-]+)\.ics$/.exec(url)?.[1] ?? '';
async function feedOf(who: Person): Promise<string> {
  const { url } = await (await sessions(who)).openFeed();
  return (await guest().getFeed({ secret: secretOf(url) })).text;
}
const mine = async (who: Person) => (await sessions(who)).getMySessions({});
/** The same in a calendar that passes over skipped hours and in one that does not. */
function both(ics: string, to = '2027-12-31T00:00:00Z'): string[] {
  const strict = shown(ics, 'strict', to);
  expect(shown(ics, 'lenient', to)).toEqual(strict);
  return strict;
}
const at = (day: string, status = 'CONFIRMED', title = 'Chords') => `2027-${day}Z ${title} ${status}`;

describe('a session as a file', () => {
  test('invites who was asked, names everybody with their answer, and is cancelled under the same name', async () => {
    const { id } = await plan(ana, { invite: [bo.userId, cy.userId], isPublic: false });
    await say(cy, id, 'decline');
    const { text, method, title } = await fileOf(bo, id);
    expect([method, title]).toEqual(['REQUEST', 'Chords']);
    const people = readLines(text).filter(({ name }) => name === 'ATTENDEE' || name === 'ORGANIZER');
    expect(people.map(({ parameters, value }) => [value, /PARTSTAT=([A-Z-]+)/.exec(parameters)?.[1]])).toEqual([
      ['http://127.0.0.1:3000/people/ana', undefined],
      ['http://127.0.0.1:3000/people/ana', 'ACCEPTED'],
      ['http://127.0.0.1:3000/people/bo', 'NEEDS-ACTION'],
    ]);
    // Who said no is told to who leads it alone.
    expect((await fileOf(ana, id)).text).toContain('PARTSTAT=DECLINED');
    await (await sessions(ana)).cancelSession({ sessionId: id });
    const cancelled = await fileOf(bo, id);
    expect(cancelled.method).toBe('CANCEL');
    expect(valuesOf(cancelled.text, 'UID')).toEqual(valuesOf(text, 'UID'));
    expect(valuesOf(cancelled.text, 'UID')[0]).toMatch(/^[0-9a-f-]{36}@127\.0\.0\.1$/);
    expect([...valuesOf(text, 'SEQUENCE'), ...valuesOf(cancelled.text, 'SEQUENCE')]).toEqual(['0', '1']);
  });

  test('is a notice for who looks on, and nothing for who may not know of it', async () => {
    const { id } = await plan(ana);
    expect(await fileOf(bo, id)).toMatchObject({ method: 'PUBLISH' });
    const { file } = await links(bo, id);
    const key = new URL(file).searchParams.get('key') ?? '';
    await block(core, ana.userId, bo.userId);
    expect(await refusalCode(guest().getCalendarFile({ key }))).toBe('session_not_found');
    expect(await refusalCode(links(bo, id))).toBe('session_not_found');
    const secret = await plan(ana, { isPublic: false, scheduledAt: new Date('2027-03-09T18:00:00Z') });
    expect(await refusalCode(links(cy, secret.id))).toBe('session_not_found');
  });

  test('is good for 60 days, by a key made for that alone', async () => {
    const { id } = await plan(ana);
    const key = new URL((await links(ana, id)).file).searchParams.get('key') ?? '';
    const other = core.services.links.sign('recap', { userId: ana.userId, roomId: id, id: 0 });
    expect(await refusalCode(guest().getCalendarFile({ key: other }))).toBe('not_signed_in');
    core.clock.advance({ hours: 60 * 24 });
    expect(await refusalCode(guest().getCalendarFile({ key }))).toBe('not_signed_in');
    core.clock.advance({ hours: -60 * 24 });
  });

  test('the links carry the hour, and of a series the rule from there on', async () => {
    const one = await links(ana, (await plan(ana)).id);
    expect(one.google).toContain('dates=20270307T013000Z/20270307T023000Z');
    expect(one.outlook).toContain('startdt=2027-03-07T01:30:00Z');
    const { id } = await plan(ana, {
      scheduledAt: new Date('2027-03-08T18:00:00Z'),
      repeat: { every: 'week', count: 4 },
    });
    const [, , third] = await mine(ana);
    expect((await links(ana, id)).google).toContain('recur=RRULE:FREQ%3DWEEKLY%3BUNTIL%3D20270329T215959Z');
    expect((await links(ana, third?.id ?? 0)).google).toContain('dates=20270315T190000/20270315T200000');
    await say(bo, third?.id ?? 0, 'accept', { scope: 'one' });
    expect((await links(bo, third?.id ?? 0)).google).toContain('dates=20270315T180000Z/20270315T190000Z');
  });
});

describe('a series', () => {
  const weekly = (given: object = {}) => plan(ana, { repeat: { every: 'week', ...given } });
  const days = ['03-07T01:30', '03-14T01:30', '03-21T01:30', '03-28T01:30', '04-04T00:30'];

  test('SE-14: through an hour that the clocks skip, counted as we count it', async () => {
    const { id } = await weekly({ count: 5 });
    const { text } = await fileOf(ana, id);
    expect(both(text)).toEqual(days.map((day) => at(day)));
    expect(valuesOf(text, 'RDATE')).toEqual(['20270328T033000']);
    expect((await mine(ana)).map(({ scheduledAt }) => at(scheduledAt.toISOString().slice(5, 16)))).toEqual(
      days.map((day) => at(day)),
    );
  });

  test('SE-14: one skipped, one moved, one that the clocks skip moved or skipped too', async () => {
    const { id } = await weekly({ count: 5, invite: [bo.userId] });
    const { cancelSession, rescheduleSession } = await sessions(ana);
    const [, second, third, fourth] = await mine(ana);
    await cancelSession({ sessionId: second?.id ?? 0 });
    await rescheduleSession({ sessionId: third?.id ?? 0, scheduledAt: new Date('2027-03-22T10:00:00Z') });
    const before = await fileOf(ana, id);
    expect(valuesOf(before.text, 'EXDATE')).toEqual(['20270314T023000']);
    expect(both(before.text)).toEqual([days[0], '03-22T10:00', days[3], days[4]].map((day) => at(day ?? '')));
    await rescheduleSession({ sessionId: fourth?.id ?? 0, scheduledAt: new Date('2027-03-29T10:00:00Z') });
    expect(both((await fileOf(ana, id)).text)).toEqual(
      [days[0], '03-22T10:00', '03-29T10:00', days[4]].map((day) => at(day ?? '')),
    );
    await cancelSession({ sessionId: fourth?.id ?? 0 });
    const { text } = await fileOf(ana, id);
    expect(both(text)).toEqual([days[0], '03-22T10:00', days[4]].map((day) => at(day ?? '')));
    expect(both(await feedOf(ana))).toEqual(both(text));
    expect(Number(valuesOf(text, 'SEQUENCE')[0])).toBeGreaterThan(Number(valuesOf(before.text, 'SEQUENCE')[0]));
    expect(new Set(valuesOf(text, 'UID')).size).toBe(1);
    const skipped = await fileOf(ana, second?.id ?? 0);
    expect([skipped.method, valuesOf(skipped.text, 'RECURRENCE-ID')]).toEqual(['CANCEL', ['20270314T023000']]);
  });

  test('that ends with one keeps those before; that ends with its first is cancelled', async () => {
    await weekly();
    const [first, , third, fourth] = await mine(ana);
    const { cancelSession } = await sessions(ana);
    const before = await fileOf(ana, first?.id ?? 0);
    expect(both(before.text, '2028-12-31T00:00:00Z').length).toBeGreaterThan(90);
    await cancelSession({ sessionId: third?.id ?? 0, scope: 'following' });
    const after = await fileOf(ana, fourth?.id ?? 0);
    expect([after.method, both(after.text)]).toEqual(['REQUEST', days.slice(0, 2).map((day) => at(day))]);
    expect(Number(valuesOf(after.text, 'SEQUENCE')[0])).toBeGreaterThan(Number(valuesOf(before.text, 'SEQUENCE')[0]));
    await core.services.database.prisma.usageCounter.deleteMany();
    const other = await plan(ana, { scheduledAt: new Date('2027-03-09T18:00:00Z'), repeat: { every: 'week' } });
    await cancelSession({ sessionId: other.id, scope: 'following' });
    const gone = await fileOf(ana, other.id);
    expect([gone.method, new Set(valuesOf(gone.text, 'STATUS'))]).toEqual(['CANCEL', new Set(['CANCELLED'])]);
    const feed = both(await feedOf(ana));
    expect(feed.filter((one) => one.includes('CANCELLED'))).toHaveLength(8);
    expect(feed[0]).toBe(at(days[0] ?? ''));
  });

  test('whose rest is moved is two, the first of which ends', async () => {
    await weekly({ count: 4 });
    const [, second, third] = await mine(ana);
    const { rescheduleSession } = await sessions(ana);
    const scheduledAt = new Date('2027-03-23T18:00:00Z');
    await rescheduleSession({ sessionId: third?.id ?? 0, scheduledAt, scope: 'following' });
    const moved = ['03-23T18:00', '03-30T17:00'].map((day) => at(day));
    expect(both((await fileOf(ana, third?.id ?? 0)).text)).toEqual(moved);
    expect(both((await fileOf(ana, second?.id ?? 0)).text)).toEqual(days.slice(0, 2).map((day) => at(day)));
    expect(both(await feedOf(ana))).toEqual([...days.slice(0, 2).map((day) => at(day)), ...moved]);
  });

  test('is each one’s own: what they declined is not in it, what they have not answered is tentative', async () => {
    const { id } = await weekly({ count: 4 });
    await (await sessions(ana)).inviteToSession({ sessionId: id, userId: bo.userId });
    const [, second, third] = await mine(bo);
    expect(both(await feedOf(bo))).toEqual(days.slice(0, 4).map((day) => at(day, 'TENTATIVE')));
    await say(bo, id, 'accept');
    await say(bo, second?.id ?? 0, 'decline');
    expect(both(await feedOf(bo))).toEqual([days[0], days[2], days[3]].map((day) => at(day ?? '')));
    await say(cy, third?.id ?? 0, 'accept', { scope: 'one' });
    const feed = await feedOf(cy);
    expect([both(feed), valuesOf(feed, 'RRULE')]).toEqual([[at(days[2] ?? '')], []]);
  });

  test('goes on as sessions are made, and its oldest are left out', async () => {
    await weekly();
    core.clock.advance({ hours: 24 * 100 });
    await extendSeries.run({}, core.services);
    const feed = both(await feedOf(ana), '2027-08-01T00:00:00Z');
    expect(feed[0]).toBe(at('04-11T00:30'));
    expect(feed).toHaveLength(16);
    core.clock.advance({ hours: -24 * 100 });
  });
});

describe('SE-15: a feed', () => {
  test('shows what is theirs: sure, unanswered, cancelled; not what others plan, nor of who blocked them', async () => {
    const hours = (hour: number) => new Date(`2027-03-09T${hour}:00:00Z`);
    await plan(ana, { title: 'Hers', scheduledAt: hours(10) });
    await plan(bo, { title: 'Unasked', scheduledAt: hours(11) });
    const asked = await plan(bo, { title: 'Asked', scheduledAt: hours(12), invite: [ana.userId] });
    const off = await plan(bo, { title: 'Off', scheduledAt: hours(13), invite: [ana.userId] });
    await (await sessions(bo)).cancelSession({ sessionId: off.id });
    expect(both(await feedOf(ana))).toEqual([
      at('03-09T10:00', 'CONFIRMED', 'Hers'),
      at('03-09T12:00', 'TENTATIVE', 'Asked'),
      at('03-09T13:00', 'CANCELLED', 'Cancelled: Off'),
    ]);
    await say(ana, asked.id, 'decline');
    await block(core, bo.userId, ana.userId);
    expect(both(await feedOf(ana))).toEqual([at('03-09T10:00', 'CONFIRMED', 'Hers')]);
  });

  test('speaks their language, and is the same for the same rows whenever it is asked', async () => {
    await plan(bo, { invite: [ana.userId], repeat: { every: 'month' } });
    const { prisma } = core.services.database;
    await prisma.user.update({ where: { id: ana.userId }, data: { locale: 'es-MX' } });
    const first = await feedOf(ana);
    expect(valuesOf(first, 'DESCRIPTION')[0]).toContain('Aún no has dicho si vienes.');
    core.clock.advance({ hours: 3 });
    expect(await feedOf(ana)).toBe(first);
    core.clock.advance({ hours: -3 });
    await prisma.user.update({ where: { id: ana.userId }, data: { locale: 'en' } });
  });

  test('has one address at a time, kept as a hash, and none once it is closed or its owner is gone', async () => {
    const { openFeed, closeFeed } = await sessions(ana);
    const first = await openFeed();
    expect(first.webcal).toBe(first.url.replace('http:', 'webcal:'));
    const second = await openFeed();
    const code = ({ url }: { url: string }) => refusalCode(guest().getFeed({ secret: secretOf(url) }));
    expect(await code(first)).toBe('feed_not_found');
    expect((await guest().getFeed({ secret: secretOf(second.url) })).text).toContain('X-WR-CALNAME:EchoChat');
    const { feedHash } = await core.services.database.prisma.notificationPreference.findFirstOrThrow({
      where: { userId: ana.userId },
    });
    expect(feedHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await refusalCode(guest().getFeed({ secret: feedHash ?? '' }))).toBe('feed_not_found');
    await closeFeed();
    expect(await code(second)).toBe('feed_not_found');
    const dee = await core.newcomer('Dee');
    const theirs = await (await sessions(dee)).openFeed();
    await core.services.database.prisma.user.update({ where: { id: dee.userId }, data: { deletedAt: new Date() } });
    expect(await code(theirs)).toBe('feed_not_found');
  });

  test('goes on when two accounts become one; of two addresses, that of the one that stays', async () => {
    const { database, clock } = core.services;
    const join = (kept: Person, absorbed: Person) =>
      database.transaction((tx) =>
        mergeUsers(tx, kept.userId, absorbed.userId, new Date(clock.now().epochMilliseconds)),
      );
    const [eli, fay, gus] = [await core.newcomer('Eli'), await core.newcomer('Fay'), await core.newcomer('Gus')];
    await (await eli.api()).notifications.updatePreferences({ directMessages: 'on' });
    const theirs = await (await sessions(fay)).openFeed();
    await plan(eli, { title: 'Hers' });
    await join(eli, fay);
    const { text } = await guest().getFeed({ secret: secretOf(theirs.url) });
    expect(valuesOf(text, 'SUMMARY')).toEqual(['Hers']);
    const other = await (await sessions(gus)).openFeed();
    await join(eli, gus);
    expect(await refusalCode(guest().getFeed({ secret: secretOf(other.url) }))).toBe('feed_not_found');
    expect((await guest().getFeed({ secret: secretOf(theirs.url) })).text).toBe(text);
  });
});
