import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs } from '../../../test/jobs.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { matchRow, partnershipRow } from '../../../test/rows.ts';
import { expireMatches } from '../matching/expire-matches.ts';
import type { DomainEvent } from '../platform/domain-event.ts';
import type { Worker } from '../platform/jobs/worker.ts';
import { recordNotices } from './record-notices.ts';

let core: TestCore;
let worker: Worker;
let ana: Person;
let bo: Person;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.services.database.prisma.user.deleteMany();
  await forgetJobs(core);
  ana = await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } });
  bo = await core.learner('Bo', { teaches: { Python: 6 }, learns: { Guitar: 3 } });
  worker = await core.startWorker();
});
afterEach(() => worker.stop());

/** Does something and resolves with whom it was pushed to, once it has been pushed so often. */
async function pushes(count: number, act: () => Promise<unknown>): Promise<number[]> {
  const seen: number[] = [];
  const all = Promise.withResolvers<void>();
  const stop = core.services.realtime.subscribe(({ userId }) => {
    seen.push(userId);
    if (seen.length === count) all.resolve();
  });
  await act();
  await all.promise;
  stop();
  return seen;
}
const inbox = async (person: Person) => (await person.api()).notifications.getInbox({});
const kinds = async (person: Person) => (await inbox(person)).items.map(({ kind }) => kind);

describe('who is told of what', () => {
  test('ML-3: of interest the other, of the partnership both', async () => {
    const { id: matchId } = await matchRow(core, ana.userId, bo.userId);
    const accept = async (person: Person) =>
      (await person.api()).matching.respondToMatch({ matchId, action: 'accept' });
    expect(await pushes(1, () => accept(ana))).toEqual([bo.userId]);
    const told = await pushes(2, () => accept(bo));
    expect(told.toSorted((a, b) => a - b)).toEqual([ana.userId, bo.userId]);
    expect(await kinds(ana)).toEqual(['match.accepted']);
    expect(await kinds(bo)).toEqual(['match.accepted', 'match.interest']);
    const [notice] = (await inbox(ana)).items;
    expect(notice).toMatchObject({ matchId, person: { handle: 'bo' }, isRead: false });
  });

  test('ML-1, ML-2: of a match that came to nothing who had accepted, without a name', async () => {
    const now = new Date(core.clock.now().epochMilliseconds);
    await matchRow(core, ana.userId, bo.userId, { acceptedAt1: now, expiresAt: now });
    expect(await pushes(1, () => expireMatches.run({}, core.services))).toEqual([ana.userId]);
    expect((await inbox(ana)).items).toMatchObject([{ kind: 'match.closed', person: null }]);
    expect(await kinds(bo)).toEqual([]);
  });

  test('of an endorsement who teaches, of feedback the partner, of a link the account', async () => {
    const [skill] = await (await ana.api()).skills.getMySkills();
    await pushes(1, async () => (await bo.api()).skills.endorseSkill({ skillId: skill?.id ?? 0 }));
    const { id: partnershipId } = await partnershipRow(core, ana.userId, bo.userId);
    const feedback = { partnershipId, rating: 5, wouldRecommend: true };
    await pushes(1, async () => (await bo.api()).matching.giveFeedback(feedback));
    const cleo = await core.newcomer('Cleo');
    const { code } = await (await ana.api()).auth.startLink();
    await pushes(1, async () => (await cleo.api()).auth.completeLink({ code }));
    const asked = await (await ana.api()).auth.getLinkRequest({});
    await pushes(1, async () => (await ana.api()).auth.confirmLink({ requestId: asked?.id ?? 0 }));
    const { items } = await inbox(ana);
    expect(items).toMatchObject([
      { kind: 'account.linked', platform: 'playground' },
      { kind: 'account.link-asked', linkRequestId: asked?.id },
      { kind: 'feedback.given', person: { handle: 'bo' }, partnershipId },
      { kind: 'skill.endorsed', person: { handle: 'bo' }, skillName: 'Guitar' },
    ]);
  });
});

test('an inbox is read and marked as read by group', async () => {
  const { prisma } = core.services.database;
  const kinds = ['match.closed', 'room.invited', 'session.starting', 'room.ended'];
  for (const kind of kinds)
    await prisma.notification.create({ data: { userId: ana.userId, kind, payload: {}, eventKey: kind } });
  const { notifications } = await ana.api();
  const rooms = await notifications.getInbox({ group: 'rooms' });
  expect([rooms.items.map(({ kind }) => kind), rooms.total, rooms.unread]).toEqual([
    ['room.ended', 'room.invited'],
    2,
    4,
  ]);
  const upToId = rooms.items[0]?.id ?? 0;
  expect(await notifications.markRead({ upToId, group: 'rooms' })).toEqual({ read: 2 });
  const all = await notifications.getInbox({});
  expect(all.items.map(({ isRead }) => isRead)).toEqual([true, false, true, false]);
});

test('one notice is marked as read by its id, once, by whom it belongs to', async () => {
  const { prisma } = core.services.database;
  for (const kind of ['match.closed', 'room.ended'])
    await prisma.notification.create({ data: { userId: ana.userId, kind, payload: {}, eventKey: kind } });
  const [newest, older] = (await inbox(ana)).items;
  const id = newest?.id ?? 0;
  expect(await (await bo.api()).notifications.markRead({ id })).toEqual({ read: 0 });
  const { notifications } = await ana.api();
  expect(await notifications.markRead({ id })).toEqual({ read: 1 });
  expect(await notifications.markRead({ id })).toEqual({ read: 0 });
  const after = await inbox(ana);
  expect([after.unread, after.items.map(({ isRead }) => isRead)]).toEqual([1, [true, false]]);
  // Which of the two is meant has to be said.
  expect(await refusalCode(notifications.markRead({ id, upToId: older?.id ?? 0 }))).toBe('invalid_input');
});

describe('an event reaches a person once', () => {
  test('also when its job runs twice, or two at once', async () => {
    const event: DomainEvent = { type: 'match.closed', v: 1, matchId: 1, waiting: ana.userId };
    const told = await pushes(3, async () => {
      await recordNotices.handle(event, 'key', core.services);
      await Promise.all([1, 2].map(() => recordNotices.handle(event, 'key', core.services)));
    });
    expect(told).toEqual([ana.userId, ana.userId, ana.userId]);
    expect((await inbox(ana)).total).toBe(1);
  });

  test('an event about what is gone by then tells nobody', async () => {
    const gone: DomainEvent = { type: 'skill.endorsed', v: 1, endorsementId: 2_000_000_000 };
    await recordNotices.handle(gone, 'gone', core.services);
    expect(await core.services.database.prisma.notification.count()).toBe(0);
  });
});

describe('the inbox', () => {
  const notices = (count: number) =>
    core.services.database.prisma.notification.createManyAndReturn({
      data: Array.from({ length: count }, (_, index) => ({
        userId: ana.userId,
        kind: 'match.closed',
        eventKey: `n${index}`,
        payload: { matchId: index },
      })),
    });

  test('shows the newest first, page by page, and counts what is unread', async () => {
    const rows = await notices(5);
    const page = async (offset: number) => (await ana.api()).notifications.getInbox({ limit: 2, offset });
    const ids = [...(await page(0)).items, ...(await page(2)).items, ...(await page(4)).items].map(({ id }) => id);
    expect(ids).toEqual(rows.map(({ id }) => id).toReversed());
    const { notifications } = await ana.api();
    expect(await notifications.markRead({ upToId: rows[2]?.id ?? 0 })).toEqual({ read: 3 });
    expect(await page(4)).toMatchObject({ total: 5, unread: 2, items: [{ isRead: true }] });
  });

  test('is one’s own: neither read nor marked by others', async () => {
    const [row] = await notices(1);
    const id = row?.id ?? 0;
    const others = (await bo.api()).notifications;
    expect(await others.getNotice({ id })).toBeNull();
    expect(await others.markRead({ upToId: id })).toEqual({ read: 0 });
    expect(await (await ana.api()).notifications.getNotice({ id })).toMatchObject({ id, isRead: false });
  });

  test('direct messages are unasked until said; quiet hours are set, kept and ended', async () => {
    const { notifications } = await ana.api();
    const rest = {
      remindBefore: [1_440, 60, 10],
      inboxOnly: [],
      openToInvitations: false,
      sharesHours: false,
    };
    const none = { quietFrom: null, quietTo: null, ...rest };
    expect(await notifications.getPreferences()).toEqual({ directMessages: 'unasked', ...none });
    await notifications.updatePreferences({ quietHours: { from: '22:30', to: '7:00' } });
    const saved = { quietFrom: '22:30', quietTo: '07:00', ...rest };
    expect(await notifications.updatePreferences({ directMessages: 'on' })).toEqual({ directMessages: 'on', ...saved });
    await notifications.updatePreferences({ quietHours: null });
    expect(await notifications.getPreferences()).toEqual({ directMessages: 'on', ...none });
  });
});
