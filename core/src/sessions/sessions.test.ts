import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';
import { block, community, partnershipRow, subscribe } from '../../../test/rows.ts';
import { advanceSessions } from './advance-sessions.ts';
import { passSeatsOn } from './seats.ts';
import { extendSeries } from './series/make-occurrences.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cy: Person;
let dee: Person;
let pair: number;

beforeAll(async () => {
  core = await openTestCore();
  ana = await core.learner('Ana', { teaches: { Guitar: 7 }, timezone: 'Europe/Lisbon' });
  bo = await core.learner('Bo', { learns: { Guitar: 2 }, timezone: 'Pacific/Auckland' });
  cy = await core.learner('Cy', { learns: { Guitar: 2 } });
  dee = await core.learner('Dee', { learns: { Guitar: 2 } });
  pair = (await partnershipRow(core, ana.userId, bo.userId)).id;
  await community(core, [ana, bo, cy, dee]);
});
afterAll(() => core.close());
beforeEach(async () => {
  const { prisma } = core.services.database;
  await prisma.scheduledSession.deleteMany();
  await prisma.sessionSeries.deleteMany();
  await prisma.usageCounter.deleteMany();
  await prisma.actionCount.deleteMany();
  await prisma.block.deleteMany();
  await forgetJobs(core);
});

const inHours = (hours: number) => new Date(core.clock.now().add({ minutes: hours * 60 }).epochMilliseconds);
const plan = async (who: Person, given: object = {}) =>
  (await who.api()).sessions.createSession({ title: 'Chords', scheduledAt: inHours(48), ...given });
const answer = async (who: Person, sessionId: number, response: 'accept' | 'decline', given: object = {}) =>
  (await who.api()).sessions.respondToSessionInvite({ sessionId, response, ...given });
const get = async (who: Person, sessionId: number) => (await who.api()).sessions.getSession({ sessionId });
const remindersOf = async (who: Person, sessionId: number) =>
  (
    await core.services.database.prisma.sessionReminder.findMany({
      where: { userId: who.userId, sessionId },
      orderBy: { before: 'desc' },
    })
  ).map(({ before }) => before);

describe('planning', () => {
  test('with a partner: they are asked, and both see it with the other’s zone', async () => {
    const made = await plan(ana, { partnershipId: pair, duration: 45 });
    expect(made).toMatchObject({ title: 'Chords', duration: 45, maxParticipants: 2, isPublic: false, youLead: true });
    expect(await waitingEvents(core)).toMatchObject([{ type: 'session.invited', to: bo.userId, by: ana.userId }]);
    const theirs = await get(bo, made.id);
    expect(theirs.yourStatus).toBe('invited');
    expect(theirs.people.map(({ timezone, status }) => [timezone, status])).toEqual([
      ['Europe/Lisbon', 'accepted'],
      ['Pacific/Auckland', 'invited'],
    ]);
    expect((await (await bo.api()).sessions.getMySessions({})).map(({ id }) => id)).toEqual([made.id]);
  });

  test.each([
    ['the past', { scheduledAt: -1 }, 'session_past'],
    ['five years away', { scheduledAt: 5 * 366 * 24 }, 'session_too_far'],
    ['more seats than the plan has', { maxParticipants: 50 }, 'session_size'],
    ['four hours and a minute', { duration: 241 }, 'invalid_input'],
    ['a zone that is none', { timezone: 'Mars/Base' }, 'invalid_input'],
    ['an end by day and by count', { repeat: { every: 'week', count: 3, until: '2027-05-01' } }, 'invalid_input'],
    ['a link that runs something', { meetingLink: 'javascript:alert(1)' }, 'invalid_input'],
    ['a partnership of others', { partnershipId: 2_000_000 }, 'partnership_not_found'],
    ['nobody', { invite: [2_000_000] }, 'person_not_found'],
  ])('SE-3: %s is refused', async (_name, given, code) => {
    const at = 'scheduledAt' in given && given.scheduledAt ? { scheduledAt: inHours(given.scheduledAt) } : {};
    expect(await refusalCode(plan(ana, { ...given, ...at }))).toBe(code);
    expect(await core.services.database.prisma.scheduledSession.count()).toBe(0);
  });

  test('SE-4: the same hour twice is asked about, and planned where they say so once more', async () => {
    const first = await plan(ana, { title: 'First', duration: 60 });
    const twice = await refusal(plan(ana, { scheduledAt: inHours(48.5) }));
    expect([twice.code, twice.params]).toEqual([
      'session_clash',
      { id: first.id, title: 'First', at: first.scheduledAt.getTime() },
    ]);
    await plan(ana, { title: 'After', scheduledAt: inHours(49) });
    await plan(ana, { title: 'Anyway', scheduledAt: inHours(48.5), evenIfBusy: true });
    expect(await core.services.database.prisma.scheduledSession.count()).toBe(3);
  });

  test('SE-4: of two plans of the same hour at once, one is asked about', async () => {
    const both = await Promise.allSettled([plan(ana), plan(ana)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a plan’s day holds three; one without limit holds more', async () => {
    for (let at = 0; at < 3; at += 1) await plan(cy, { scheduledAt: inHours(24 + at) });
    expect(await refusalCode(plan(cy, { scheduledAt: inHours(40) }))).toBe('daily_limit');
    await subscribe(core, dee.userId, 'enterprise');
    for (let at = 0; at < 4; at += 1) await plan(dee, { scheduledAt: inHours(24 + at) });
  });

  test('nobody asks themselves, nor whom they blocked or who blocked them', async () => {
    expect(await refusalCode(plan(ana, { invite: [ana.userId] }))).toBe('session_yourself');
    await block(core, cy.userId, ana.userId);
    expect(await refusalCode(plan(ana, { invite: [cy.userId] }))).toBe('person_not_found');
    const open = await plan(ana);
    expect(await refusalCode(get(cy, open.id))).toBe('session_not_found');
    expect((await (await cy.api()).sessions.getUpcomingSessions({})).total).toBe(0);
    expect((await (await dee.api()).sessions.getUpcomingSessions({})).items.map(({ id }) => id)).toEqual([open.id]);
  });
});

describe('a draft', () => {
  const draft = async (who: Person, given: object = {}) =>
    (await who.api()).sessions.draftSession({ title: 'Chords', scheduledAt: inHours(48), ...given });
  const press = async (who: Person, draftId: string, evenIfBusy = false) =>
    (await who.api()).sessions.planDraft({ draftId, evenIfBusy });

  test('takes no hour and tells nobody, until its person says yes; then it is planned once', async () => {
    const { draftId, guests } = await draft(ana, { partnershipId: pair, repeat: { every: 'week', count: 2 } });
    expect(guests).toEqual([{ userId: bo.userId, displayName: 'Bo', timezone: 'Pacific/Auckland' }]);
    expect(await core.services.database.prisma.scheduledSession.count()).toBe(0);
    expect(await waitingEvents(core)).toEqual([]);
    expect(await press(ana, draftId)).toMatchObject({ title: 'Chords', repeat: { every: 'week', count: 2 } });
    expect(await refusalCode(press(ana, draftId))).toBe('draft_gone');
    expect(await core.services.database.prisma.scheduledSession.count()).toBe(2);
  });

  test('stays where the hour is taken, and is nobody else’s', async () => {
    await plan(ana);
    const { draftId } = await draft(ana);
    expect(await refusalCode(press(bo, draftId))).toBe('draft_gone');
    expect(await refusalCode(press(ana, draftId))).toBe('session_clash');
    await press(ana, draftId, true);
    expect(await core.services.database.prisma.scheduledSession.count()).toBe(2);
  });
});

describe('SE-5: answers and seats', () => {
  test('yes brings reminders, no takes them away, and the host hears of both', async () => {
    const { id } = await plan(ana, { partnershipId: pair });
    await answer(bo, id, 'accept');
    expect(await remindersOf(bo, id)).toEqual([1_440, 60, 10, 0, -5]);
    await answer(bo, id, 'accept');
    core.clock.advance({ seconds: 1 });
    await answer(bo, id, 'decline');
    expect(await remindersOf(bo, id)).toEqual([]);
    // What waits to be told is replaced by what is true since.
    expect((await waitingEvents(core)).slice(1)).toMatchObject([{ type: 'session.answered', answer: 'declined' }]);
  });

  test('the last seat is taken once; who comes after waits, and a freed seat is kept for them for an hour', async () => {
    const { id } = await plan(ana, { maxParticipants: 2 });
    await Promise.all([answer(bo, id, 'accept'), answer(cy, id, 'accept')]);
    const standing = (await get(ana, id)).people.map(({ status }) => status);
    expect(standing.toSorted()).toEqual(['accepted', 'accepted', 'waiting']);
    const [seated, waiting] = (await get(bo, id)).yourStatus === 'accepted' ? [bo, cy] : [cy, bo];
    core.clock.advance({ seconds: 1 });
    expect((await answer(dee, id, 'accept')).yourStatus).toBe('waiting');
    await answer(seated, id, 'decline');
    const offered = await get(waiting, id);
    expect(offered.offeredUntil?.getTime()).toBe(core.clock.now().add({ hours: 1 }).epochMilliseconds);
    expect(offered.taken).toBe(2);
    // The seat is kept: who comes by does not get it.
    expect((await answer(seated, id, 'accept')).yourStatus).toBe('waiting');
    expect((await answer(waiting, id, 'accept')).yourStatus).toBe('accepted');
  });

  test('a seat that nobody claims goes to who comes next', async () => {
    const { id } = await plan(ana, { maxParticipants: 2, invite: [bo.userId] });
    await answer(bo, id, 'accept');
    await answer(cy, id, 'accept');
    core.clock.advance({ seconds: 1 });
    await answer(dee, id, 'accept');
    await answer(bo, id, 'decline');
    core.clock.advance({ hours: 1 });
    await passSeatsOn.run({ sessionId: id }, core.services);
    expect((await get(cy, id)).yourStatus).toBe('invited');
    expect((await get(dee, id)).offeredUntil).not.toBeNull();
  });

  test('a second yes at the same hour is asked about', async () => {
    const one = await plan(ana, { title: 'One' });
    const two = await plan(bo, { title: 'Two' });
    await answer(cy, one.id, 'accept');
    expect(await refusalCode(answer(cy, two.id, 'accept'))).toBe('session_clash');
    expect((await answer(cy, two.id, 'accept', { evenIfBusy: true })).yourStatus).toBe('accepted');
  });
});

describe('SE-6: moving and cancelling', () => {
  test('a partner may move it too; answers stay, reminders follow, the other one hears of it', async () => {
    const { id } = await plan(ana, { partnershipId: pair });
    await answer(bo, id, 'accept');
    await forgetJobs(core);
    const moved = await (await bo.api()).sessions.rescheduleSession({ sessionId: id, scheduledAt: inHours(5) });
    expect(moved.people.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(await remindersOf(ana, id)).toEqual([60, 10, 0, -5]);
    expect(await waitingEvents(core)).toMatchObject([{ type: 'session.moved', by: bo.userId }]);
  });

  test('others neither move nor cancel it, nor anybody what is over', async () => {
    const { id } = await plan(ana, { invite: [cy.userId] });
    await answer(cy, id, 'accept');
    const { sessions } = await cy.api();
    expect(await refusalCode(sessions.cancelSession({ sessionId: id }))).toBe('not_session_host');
    expect(await refusalCode(sessions.rescheduleSession({ sessionId: id, scheduledAt: inHours(5) }))).toBe(
      'not_session_host',
    );
    await (await ana.api()).sessions.cancelSession({ sessionId: id });
    expect(await refusalCode((await ana.api()).sessions.cancelSession({ sessionId: id }))).toBe('session_cancelled');
    expect(await refusalCode(answer(cy, id, 'decline'))).toBe('session_cancelled');
    expect(await remindersOf(cy, id)).toEqual([]);
  });
});

describe('SE-7: series', () => {
  const starts = async (seriesId: number | null) =>
    (
      await core.services.database.prisma.scheduledSession.findMany({
        where: { seriesId, status: 'scheduled' },
        orderBy: { scheduledAt: 'asc' },
      })
    ).map(({ scheduledAt, timezone }) =>
      Temporal.Instant.fromEpochMilliseconds(scheduledAt.getTime())
        .toZonedDateTimeISO(timezone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' }),
    );
  const weekly = (given: object = {}) =>
    plan(ana, { scheduledAt: new Date('2027-03-08T19:00:00Z'), repeat: { every: 'week', ...given } });

  test('keeps its wall time through the change of the clocks, 60 days ahead, and goes on as days pass', async () => {
    const { seriesId, repeat } = await weekly();
    expect(repeat).toEqual({ every: 'week' });
    const first = await starts(seriesId);
    expect(first).toEqual([
      '2027-03-08T19:00',
      '2027-03-15T19:00',
      '2027-03-22T19:00',
      '2027-03-29T19:00',
      '2027-04-05T19:00',
      '2027-04-12T19:00',
      '2027-04-19T19:00',
      '2027-04-26T19:00',
    ]);
    core.clock.advance({ hours: 24 * 8 });
    await Promise.all([extendSeries.run({}, core.services), extendSeries.run({}, core.services)]);
    expect((await starts(seriesId)).slice(8)).toEqual(['2027-05-03T19:00']);
    core.clock.advance({ hours: -24 * 8 });
  });

  test('one yes is for all of it, one no later for that one; a skipped one stays skipped', async () => {
    const { id, seriesId } = await weekly({ count: 4 });
    await (await ana.api()).sessions.inviteToSession({ sessionId: id, userId: cy.userId });
    await answer(cy, id, 'accept');
    const mine = await (await cy.api()).sessions.getMySessions({});
    expect(mine.map(({ yourStatus }) => yourStatus)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    await answer(cy, mine[1]?.id ?? 0, 'decline');
    expect((await (await cy.api()).sessions.getMySessions({})).length).toBe(3);
    await (await ana.api()).sessions.cancelSession({ sessionId: mine[2]?.id ?? 0 });
    await extendSeries.run({}, core.services);
    expect(await starts(seriesId)).toEqual(['2027-03-08T19:00', '2027-03-15T19:00', '2027-03-29T19:00']);
  });

  test('one is moved alone; all that follow are moved to another day and hour, skipped ones skipped', async () => {
    const { id, seriesId } = await weekly({ count: 5 });
    const mine = await (await ana.api()).sessions.getMySessions({});
    const { sessions } = await ana.api();
    await sessions.rescheduleSession({ sessionId: id, scheduledAt: new Date('2027-03-09T18:00:00Z') });
    await sessions.cancelSession({ sessionId: mine[3]?.id ?? 0 });
    const moved = await sessions.rescheduleSession({
      sessionId: mine[2]?.id ?? 0,
      scheduledAt: new Date('2027-03-24T20:00:00Z'),
      scope: 'following',
    });
    expect(await starts(seriesId)).toEqual(['2027-03-09T18:00', '2027-03-15T19:00']);
    expect(moved.seriesId).not.toBe(seriesId);
    expect(await starts(moved.seriesId)).toEqual(['2027-03-24T20:00', '2027-04-07T20:00']);
    core.clock.advance({ hours: 24 * 30 });
    await extendSeries.run({}, core.services);
    expect((await starts(moved.seriesId)).length).toBe(2);
    expect((await starts(seriesId)).length).toBe(2);
    core.clock.advance({ hours: -24 * 30 });
  });

  test('ended from one on, the rest is cancelled and no more are made', async () => {
    const { seriesId } = await weekly();
    const mine = await (await ana.api()).sessions.getMySessions({});
    await (await ana.api()).sessions.cancelSession({ sessionId: mine[2]?.id ?? 0, scope: 'following' });
    core.clock.advance({ hours: 24 * 8 });
    await extendSeries.run({}, core.services);
    expect((await starts(seriesId)).length).toBe(2);
    core.clock.advance({ hours: -24 * 8 });
  });
});

describe('SE-9, SE-10: its hour', () => {
  test('it begins with a room for who has a seat, ends, and says who came', async () => {
    const { id } = await plan(ana, { partnershipId: pair, scheduledAt: inHours(1), duration: 30 });
    await answer(bo, id, 'accept');
    expect(await refusalCode((await bo.api()).sessions.enterSession({ sessionId: id }))).toBe('session_not_yet');
    core.clock.advance({ hours: 1 });
    await Promise.all([advanceSessions(core.services), advanceSessions(core.services)]);
    const begun = await get(bo, id);
    expect(begun).toMatchObject({ status: 'in_progress', yourStatus: 'accepted' });
    const { roomId } = await (await bo.api()).sessions.enterSession({ sessionId: id });
    expect(roomId).toBe(begun.roomId);
    expect(await core.services.database.prisma.learningRoom.count({ where: { id: roomId ?? 0 } })).toBe(1);
    await (await bo.api()).rooms.joinRoom({ roomId: roomId ?? 0 });
    expect(await refusalCode((await dee.api()).sessions.enterSession({ sessionId: id }))).toBe('session_not_found');
    const system = core.as({ kind: 'system', name: 'test' });
    const here = { roomId: roomId ?? 0, source: 'socket' as const };
    for (let minute = 0; minute < 10; minute += 1) {
      await system.rooms.recordPresence({ ...here, present: [ana.userId] });
      core.clock.advance({ minutes: 1 });
    }
    core.clock.advance({ minutes: 20 });
    await advanceSessions(core.services);
    expect((await get(ana, id)).people.map(({ status }) => status)).toEqual(['attended', 'no_show']);
    expect(await core.services.database.prisma.learningPartnership.findUnique({ where: { id: pair } })).toMatchObject({
      sessionCount: 0,
    });
  });

  test('who waited is freed: they came, the other one did not', async () => {
    const { id } = await plan(ana, { partnershipId: pair, scheduledAt: inHours(1) });
    await answer(bo, id, 'accept');
    core.clock.advance({ hours: 1 });
    await advanceSessions(core.services);
    expect(await (await ana.api()).sessions.pingLate({ sessionId: id })).toEqual({ told: 1 });
    expect(await (await ana.api()).sessions.leaveLateSession({ sessionId: id })).toEqual({ isOver: true });
    const over = await get(ana, id);
    expect([over.status, over.people.map(({ status }) => status)]).toEqual(['completed', ['attended', 'no_show']]);
  });
});

describe('SE-12: finding a time', () => {
  const find = async (who: Person, given: object = {}) =>
    (await who.api()).sessions.findTimes({ userIds: [bo.userId], ...given });
  const hours = (preferredTimeStart: string, preferredTimeEnd: string) => ({ preferredTimeStart, preferredTimeEnd });
  const localOf = (at: Date, zone: string) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5);

  test('Lisbon and Auckland meet in the one’s evening and the other’s morning, not where one is busy', async () => {
    await (await ana.api()).profile.updateAvailability({ timezone: 'Europe/Lisbon', ...hours('18:00', '22:00') });
    await (await bo.api()).profile.updateAvailability({ timezone: 'Pacific/Auckland', ...hours('07:00', '10:00') });
    const slots = await find(ana);
    expect(slots).toHaveLength(3);
    for (const { at, isInconvenient } of slots) {
      expect(isInconvenient).toBe(false);
      expect(localOf(at, 'Europe/Lisbon') >= '18:00' && localOf(at, 'Pacific/Auckland') <= '09:00').toBe(true);
    }
    const first = slots[0]?.at ?? new Date();
    await plan(ana, { scheduledAt: first });
    expect((await find(ana)).map(({ at }) => at.getTime())).not.toContain(first.getTime());
  });

  test('no sooner than there is time to answer, where that is asked for', async () => {
    const soonest = async (given: object) => Math.min(...(await find(ana, given)).map(({ at }) => at.getTime()));
    const inHours = (count: number) => core.clock.now().add({ hours: count }).epochMilliseconds;
    expect(await soonest({})).toBeLessThan(inHours(12));
    expect(await soonest({ leadHours: 12 })).toBeGreaterThanOrEqual(inHours(12));
  });

  test('of nobody, of a stranger who is gone and of who blocked the actor nothing is said', async () => {
    await block(core, bo.userId, ana.userId);
    expect(await refusalCode(find(ana))).toBe('person_not_found');
    expect(await refusalCode(find(ana, { userIds: [2_000_000] }))).toBe('person_not_found');
    expect(await refusalCode(find(ana, { userIds: [] }))).toBe('invalid_input');
  });
});
