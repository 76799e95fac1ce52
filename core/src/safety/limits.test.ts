import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';
import { community, subscribe } from '../../../test/rows.ts';
import { recordNotices } from '../notifications/record-notices.ts';
import { limits } from './limits.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let fay: Person;

beforeAll(async () => {
  core = await openTestCore();
  [ana, bo, fay] = [await core.newcomer('Ana'), await core.newcomer('Bo'), await core.newcomer('Fay')];
  await community(core, [ana, bo]);
  await subscribe(core, ana.userId, 'enterprise');
});
afterAll(() => core.close());
beforeEach(async () => {
  const { prisma } = core.services.database;
  await prisma.scheduledSession.deleteMany();
  await prisma.learningRoom.deleteMany();
  for (const rows of [prisma.usageCounter, prisma.actionCount, prisma.notification])
    await Reflect.apply(rows.deleteMany, rows, []);
  await forgetJobs(core);
});

const inHours = (hours: number) => new Date(core.clock.now().add({ hours }).epochMilliseconds);
const of = async (who: Person) => (await who.api()).sessions;
const plan = async (given: object = {}) =>
  (await of(ana)).createSession({ title: 'Chords', scheduledAt: inHours(48), evenIfBusy: true, ...given });
const reply = async (sessionId: number, response: 'accept' | 'decline') =>
  (await of(bo)).respondToSessionInvite({ sessionId, response });
const midnight = Temporal.Instant.from('2027-03-02T00:00:00Z').epochMilliseconds;
/** Does what waits to be told, as the jobs do, and reads how often Ana or Bo hear of something. */
async function told(who: Person, kind: string): Promise<number> {
  const { rows } = await core.services.database.pool.query<{ payload: { key: string } }>(
    `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = 'event.notices' ORDER BY j.id`,
  );
  for (const [place, event] of (await waitingEvents(core)).entries())
    await recordNotices.handle(event, rows[place]?.payload.key ?? '', core.services);
  await forgetJobs(core);
  const { items } = await (await who.api()).notifications.getInbox({ limit: 50 });
  return items.filter((item) => item.kind === kind).length;
}

describe('SF-22: enough is enough', () => {
  test('a session moves so often a day, says when again, and what follows at once is told once', async () => {
    const { id } = await plan({ invite: [bo.userId] });
    const move = async (hours: number) =>
      (await of(ana)).rescheduleSession({ sessionId: id, scheduledAt: inHours(hours), evenIfBusy: true });
    for (let at = 0; at < limits['session.move'].perTarget; at += 1) await move(60 + at);
    const refused = await refusal(move(90));
    expect([refused.code, refused.params]).toEqual([
      'target_limit',
      { kind: 'session.move', limit: limits['session.move'].perTarget, at: midnight },
    ]);
    expect(await told(bo, 'session.moved')).toBe(1);
    core.clock.advance({ hours: 24 });
    await move(70);
    expect(await told(bo, 'session.moved')).toBe(2);
    core.clock.advance({ hours: -24 });
  });

  test('one person is asked so often a day by another, also by calls at the same time', async () => {
    const most = limits['session.invite'].perTarget;
    const outcomes = await Promise.allSettled(
      Array.from({ length: most + 3 }, (_, at) => plan({ invite: [bo.userId], scheduledAt: inHours(48 + 2 * at) })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(most);
    expect(await refusalCode(plan({ invite: [bo.userId] }))).toBe('target_limit');
    // What was refused left nothing.
    expect(await core.services.database.prisma.scheduledSession.count()).toBe(most);
  });

  test('into rooms too', async () => {
    const { rooms } = await ana.api();
    const invite = async () => {
      const { id } = await rooms.createRoom({ title: 'Jam', isPublic: false });
      await rooms.inviteToRoom({ roomId: id, userId: bo.userId });
    };
    for (let at = 0; at < limits['room.invite'].perTarget; at += 1) await invite();
    expect(await refusalCode(invite())).toBe('target_limit');
  });
});

describe('SF-21: strangers', () => {
  test('are asked to nothing, unless they take invitations of anybody', async () => {
    const { prisma } = core.services.database;
    // Of no community, both are open to the network.
    const gil = await core.newcomer('Gil');
    await subscribe(core, gil.userId, 'enterprise');
    const [at, userId] = [inHours(48), fay.userId];
    const { sessions } = await gil.api();
    const open = await sessions.createSession({ title: 'C', scheduledAt: inHours(90) });
    const room = await (await gil.api()).rooms.createRoom({ title: 'D' });
    const ways = [
      () => sessions.createSession({ title: 'A', scheduledAt: at, invite: [userId] }),
      () => sessions.openPoll({ title: 'B', userIds: [userId], hours: [at, inHours(50)] }),
      () => sessions.inviteToSession({ sessionId: open.id, userId }),
      async () => (await gil.api()).rooms.inviteToRoom({ roomId: room.id, userId }),
    ];
    for (const ask of ways) {
      const refused = await refusal(ask());
      expect([refused.code, refused.params]).toEqual(['not_open_to_you', { names: 'Fay' }]);
    }
    await (await fay.api()).notifications.updatePreferences({ openToInvitations: true });
    for (const ask of ways) await ask();
    await prisma.sessionPoll.deleteMany();
  });
});

describe('SE-21: a no stays a no', () => {
  test('who declined is not asked again, and may come of their own accord', async () => {
    const { id } = await plan({ invite: [bo.userId] });
    await reply(id, 'decline');
    const invite = async () => (await of(ana)).inviteToSession({ sessionId: id, userId: bo.userId });
    const refused = await refusal(invite());
    expect([refused.code, refused.params]).toEqual(['said_no', { name: 'Bo' }]);
    expect(await told(bo, 'session.invited')).toBe(1);
    expect((await reply(id, 'accept')).yourStatus).toBe('accepted');
  });

  test('yes, no and yes again are told to the host once; a change that stays, once more', async () => {
    const { id } = await plan();
    for (let at = 0; at < 3; at += 1) {
      await reply(id, 'accept');
      await reply(id, 'decline');
    }
    await reply(id, 'accept');
    expect(await told(ana, 'session.answered')).toBe(1);
    await reply(id, 'decline');
    await reply(id, 'accept');
    expect(await told(ana, 'session.answered')).toBe(1);
    await reply(id, 'decline');
    expect(await told(ana, 'session.answered')).toBe(2);
    // However patient: three a day, and then the last of them says what is true.
    for (let at = 0; at < 2; at += 1) {
      await reply(id, 'accept');
      await told(ana, 'session.answered');
      await reply(id, 'decline');
      await told(ana, 'session.answered');
    }
    expect(await told(ana, 'session.answered')).toBe(3);
    const { items } = await (await ana.api()).notifications.getInbox({});
    expect(items.find(({ kind }) => kind === 'session.answered')?.answer).toBe('declined');
  });
});
