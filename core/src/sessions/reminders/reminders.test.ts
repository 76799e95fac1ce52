import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore, testNow } from '../../../../test/core.ts';
import { forgetJobs } from '../../../../test/jobs.ts';
import { refusalCode } from '../../../../test/refusal.ts';
import { community } from '../../../../test/rows.ts';
import { startPump } from '../../platform/jobs/pump.ts';
import { advanceSessions } from '../advance-sessions.ts';
import { sessionPump } from '../session-pump.ts';
import { sendReminders } from './send-reminders.ts';

let core: TestCore;
let ana: Person;
let bo: Person;

beforeAll(async () => {
  core = await openTestCore();
  ana = await core.newcomer('Ana');
  bo = await core.newcomer('Bo');
  await community(core, [ana, bo]);
  await core.services.database.prisma.identity.create({
    data: { userId: bo.userId, platform: 'discord', externalId: '77', handle: 'bo', displayName: 'Bo' },
  });
});
afterAll(() => core.close());
beforeEach(async () => {
  const { prisma } = core.services.database;
  for (const rows of [
    prisma.scheduledSession,
    prisma.notification,
    prisma.notificationPreference,
    prisma.userAvailability,
    prisma.usageCounter,
    prisma.actionCount,
    prisma.learningRoom,
  ])
    await Reflect.apply(rows.deleteMany, rows, []);
  await forgetJobs(core);
  core.clock.advance(Temporal.Instant.from(testNow).since(core.clock.now()));
});

const inMinutes = (minutes: number) => new Date(core.clock.now().add({ minutes }).epochMilliseconds);
/** A session of both of them. */
async function plan(minutes: number, given: object = {}): Promise<number> {
  const { sessions } = await ana.api();
  const at = { scheduledAt: inMinutes(minutes), duration: 60, evenIfBusy: true };
  const { id } = await sessions.createSession({ title: `in ${minutes}`, invite: [bo.userId], ...at, ...given });
  await (await bo.api()).sessions.respondToSessionInvite({ sessionId: id, response: 'accept', evenIfBusy: true });
  return id;
}
async function pass(minutes: number): Promise<void> {
  core.clock.advance({ minutes });
  await advanceSessions(core.services);
  await sendReminders(core.services);
}
const inboxOf = async (who: Person) =>
  (await (await who.api()).notifications.getInbox({})).items
    .filter(({ kind }) => kind !== 'session.answered')
    .map(({ kind, before, session, also }) =>
      [kind.replace('session.', ''), before, session?.title, ...also.map(({ title }) => title)]
        .filter((part) => part !== null && part !== undefined)
        .join(' '),
    )
    .toReversed();

describe('SE-8: each reminder is said once', () => {
  test('a day, an hour and ten minutes before, and at the beginning', async () => {
    await plan(1_500);
    await pass(59);
    expect(await inboxOf(bo)).toEqual([]);
    await pass(1);
    await pass(1_380);
    await pass(50);
    await pass(10);
    const all = ['reminder 1440 in 1500', 'reminder 60 in 1500', 'reminder 10 in 1500', 'starting in 1500'];
    expect([await inboxOf(ana), await inboxOf(bo)]).toEqual([all, all]);
  });

  test('by many at once, of many sessions', async () => {
    const { prisma } = core.services.database;
    await plan(30);
    const [{ id: hostId } = { id: 0 }] = await prisma.user.findMany({ where: { handle: 'ana' } });
    const rows = await prisma.scheduledSession.createManyAndReturn({
      data: Array.from({ length: 300 }, (_, at) => ({
        title: `S${at}`,
        hostId,
        scheduledAt: inMinutes(600),
        duration: 60,
      })),
    });
    const sessionIds = rows.map(({ id }) => id);
    await prisma.sessionParticipant.createMany({
      data: sessionIds.flatMap((sessionId) =>
        [ana, bo].map(({ userId }) => ({ sessionId, userId, status: 'accepted' as const })),
      ),
    });
    await prisma.sessionReminder.createMany({
      data: sessionIds.flatMap((sessionId) =>
        [ana, bo].map(({ userId }) => ({ sessionId, userId, before: 540, dueAt: inMinutes(60) })),
      ),
    });
    core.clock.advance({ minutes: 60 });
    const sent = await Promise.all([1, 2, 3].map(() => sendReminders(core.services)));
    expect(sent.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(600);
    const told = await prisma.notification.groupBy({ by: ['userId', 'eventKey'], _count: true });
    expect(told.filter(({ eventKey }) => eventKey.endsWith(':540'))).toHaveLength(600);
    expect(told.every(({ _count }) => _count === 1)).toBe(true);
    expect(await prisma.delivery.count({ where: { notification: { eventKey: { endsWith: ':540' } } } })).toBe(300);
    expect(await prisma.sessionReminder.count({ where: { before: 540, state: 'waiting' } })).toBe(0);
  });

  test('after two hours without a database: what has begun is in the record alone, the rest goes out at once', async () => {
    await plan(100);
    await plan(125);
    await pass(120);
    expect(await inboxOf(bo)).toEqual(['reminder 10 in 125', 'missed in 100']);
    const sent = await core.services.database.prisma.delivery.findMany({ include: { notification: true } });
    expect(sent.map(({ notification }) => notification.kind)).toEqual(['session.reminder']);
  });

  test('by a clock that is set back an hour what was said is not said again, and the rest at its hour', async () => {
    await plan(130);
    await pass(70);
    await pass(-60);
    expect(await inboxOf(bo)).toEqual(['reminder 60 in 130']);
    await pass(60);
    await pass(49);
    expect(await inboxOf(bo)).toEqual(['reminder 60 in 130']);
    await pass(1);
    await pass(10);
    const all = ['reminder 60 in 130', 'reminder 10 in 130', 'starting in 130'];
    expect([await inboxOf(ana), await inboxOf(bo)]).toEqual([all, all]);
    expect(await core.services.database.prisma.delivery.count()).toBe(3);
  });

  test('by one that is set forward an hour what that makes due is said at once, and not again once it is set right', async () => {
    await plan(120);
    await plan(190);
    await pass(5);
    await pass(60);
    expect(await inboxOf(bo)).toEqual(['reminder 60 in 120 in 190']);
    await pass(-60);
    await pass(105);
    await pass(10);
    expect(await inboxOf(bo)).toEqual(['reminder 60 in 120 in 190', 'reminder 10 in 120 in 190', 'starting in 120']);
  });

  test('of sessions one after the other one message speaks for both, until the first is off', async () => {
    const first = await plan(120);
    await plan(190);
    await plan(400);
    await pass(60);
    await pass(50);
    expect(await inboxOf(bo)).toEqual(['reminder 60 in 120 in 190', 'reminder 10 in 120 in 190']);
    await (await ana.api()).sessions.cancelSession({ sessionId: first });
    await pass(70);
    expect((await inboxOf(bo)).slice(2)).toEqual(['reminder 10 in 190']);
  });

  test('a session that was moved is reminded of anew, a cancelled one and one that was declined are not', async () => {
    const moved = await plan(70);
    const cancelled = await plan(80);
    const declined = await plan(90);
    await pass(10);
    const [host, guest] = [(await ana.api()).sessions, (await bo.api()).sessions];
    await host.rescheduleSession({ sessionId: moved, scheduledAt: inMinutes(300), evenIfBusy: true });
    await host.cancelSession({ sessionId: cancelled });
    await guest.respondToSessionInvite({ sessionId: declined, response: 'decline' });
    await pass(240);
    await pass(60);
    expect(await inboxOf(bo)).toEqual(['reminder 60 in 70', 'reminder 60 in 70', 'starting in 70']);
  });
});

describe('as each likes it', () => {
  test('other times, for what is planned already too', async () => {
    const { notifications, sessions } = await bo.api();
    await plan(120);
    expect(await sessions.updateReminders({ before: [15, 90, 15] })).toEqual({ remindBefore: [90, 15] });
    expect((await notifications.getPreferences()).remindBefore).toEqual([90, 15]);
    await pass(60);
    await pass(50);
    expect(await inboxOf(bo)).toEqual(['reminder 90 in 120', 'reminder 15 in 120']);
    expect(await refusalCode(sessions.updateReminders({ before: [4] }))).toBe('invalid_input');
  });

  test('muted is silent, and heard again; snoozed comes once more', async () => {
    const id = await plan(70);
    const { sessions } = await bo.api();
    await sessions.muteSession({ sessionId: id, isMuted: true });
    await pass(10);
    expect(await inboxOf(bo)).toEqual([]);
    await sessions.muteSession({ sessionId: id, isMuted: false });
    expect(await sessions.snoozeReminder({ sessionId: id, minutes: 20 })).toEqual({ at: inMinutes(20) });
    await pass(20);
    await pass(30);
    expect(await inboxOf(bo)).toEqual(['reminder 40 in 70', 'reminder 10 in 70']);
    expect(await sessions.snoozeReminder({ sessionId: id, minutes: 60 })).toEqual({ at: inMinutes(9) });
  });

  test('in the inbox alone, or after quiet hours, and never once it is of no use', async () => {
    const { prisma } = core.services.database;
    const { notifications } = await bo.api();
    await notifications.updatePreferences({ inboxOnly: ['reminders'] });
    await plan(60);
    await pass(50);
    expect([await inboxOf(bo), await prisma.delivery.count()]).toEqual([['reminder 10 in 60'], 0]);
    // It is nine in the morning.
    await notifications.updatePreferences({ inboxOnly: [], quietHours: { from: '08:00', to: '11:00' } });
    await plan(60);
    await pass(50);
    const [delivery] = await prisma.delivery.findMany();
    expect([delivery?.dueAt.toISOString(), delivery?.deadline]).toEqual(['2027-03-01T11:00:00.000Z', inMinutes(10)]);
    core.clock.advance({ hours: 1 });
    const system = core.as({ kind: 'system', name: 'post' });
    const claim = { sender: randomUUID(), platform: 'discord', most: 10, mostNamed: 20, pace: null } as const;
    const { due } = await system.notifications.claimDeliveries({ ...claim, platforms: ['discord'] });
    expect(due).toEqual([]);
    expect(await prisma.delivery.findMany()).toMatchObject([{ state: 'dropped' }]);
  });
});

test('SE-11: five minutes in, who is there hears who is not, and asks them in once', async () => {
  const id = await plan(60);
  await pass(60);
  const { roomId } = await (await ana.api()).sessions.enterSession({ sessionId: id });
  const system = core.as({ kind: 'system', name: 'test' });
  await system.rooms.recordPresence({ roomId: roomId ?? 0, source: 'socket', present: [ana.userId] });
  await pass(5);
  expect((await inboxOf(ana)).slice(-1)).toEqual(['late in 60']);
  expect((await inboxOf(bo)).slice(-1)).toEqual(['starting in 60']);
  await (await ana.api()).sessions.pingLate({ sessionId: id });
  await (await ana.api()).sessions.pingLate({ sessionId: id });
  expect((await inboxOf(bo)).slice(-2)).toEqual(['starting in 60', 'waited-for in 60']);
});

/** What is still to be said of sessions before they begin, and when they do; to ask for an inbox so often is refused. */
const waitingCount = () =>
  core.services.database.prisma.sessionReminder.count({ where: { state: 'waiting', before: { gte: 0 } } });

test('a pump does what is due when it is due, and goes on after a failure', async () => {
  await plan(60);
  let fails = 1;
  const pump = startPump(
    {
      ...sessionPump,
      run: (services) => (fails-- > 0 ? Promise.reject(new Error('away')) : sessionPump.run(services)),
    },
    core.services,
  );
  core.clock.advance({ minutes: 50 });
  await expect.poll(waitingCount).toBe(2);
  await pump.stop();
  expect(await inboxOf(bo)).toEqual(['reminder 10 in 60']);
});

test('the pumps of two processes begin a session and say it once', async () => {
  const { prisma } = core.services.database;
  await plan(60);
  const pumps = [1, 2].map(() => startPump(sessionPump, core.services));
  core.clock.advance({ minutes: 50 });
  await expect.poll(waitingCount).toBe(2);
  core.clock.advance({ minutes: 10 });
  await expect.poll(waitingCount).toBe(0);
  await Promise.all(pumps.map((pump) => pump.stop()));
  const all = ['reminder 10 in 60', 'starting in 60'];
  expect([await inboxOf(ana), await inboxOf(bo)]).toEqual([all, all]);
  expect(await prisma.delivery.count()).toBe(2);
  expect(await prisma.learningRoom.count()).toBe(1);
});
