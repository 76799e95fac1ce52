import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { matchRow, partnershipRow, takesInvitations } from '../../../test/rows.ts';
import { maxBlocks } from './block-person.ts';
import { refreshPresence } from './refresh-presence.ts';
import { sightOf } from './sight.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cy: Person;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.services.database.prisma.user.deleteMany();
  await forgetJobs(core);
  ana = await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } });
  bo = await core.learner('Bo', { teaches: { Python: 7 }, learns: { Guitar: 2 } });
  cy = await core.learner('Cy', { teaches: { Chess: 7 }, learns: { Guitar: 2 } });
  await takesInvitations(core, [ana, bo, cy]);
});

const prisma = () => core.services.database.prisma;
const safety = async (person: Person) => (await person.api()).safety;
const block = async (by: Person, whom: Person) => (await safety(by)).block({ person: { userId: whom.userId } });
const sight = async (a: Person, b: Person) => (await sightOf(prisma(), a.userId, [b.userId])).get(b.userId);
const in7Days = () => new Date(core.clock.now().add({ hours: 24 * 7 }).epochMilliseconds);
const someone = (externalId: string, name?: string) => ({
  platform: 'slack' as const,
  workspaceId: 'T1',
  externalId,
  ...(name === undefined ? {} : { name }),
});
const comes = async (externalId: string): Promise<number> => {
  const system = core.as({ kind: 'system', name: 'test' });
  const known = {
    platform: 'slack',
    workspaceId: 'T1',
    externalId,
    handle: externalId,
    displayName: externalId,
  } as const;
  return (await system.auth.identify(known)).userId;
};

describe('SF-6: a block', () => {
  test('takes each out of the other’s sight at once, and is told to nobody', async () => {
    expect(await sight(ana, bo)).toBe('profile');
    expect(await block(ana, bo)).toMatchObject({ name: 'Bo' });
    expect([await sight(ana, bo), await sight(bo, ana)]).toEqual(['none', 'none']);
    expect(await prisma().notification.count()).toBe(0);
    expect(await waitingEvents(core)).toMatchObject([]);
  });

  test('made again changes nothing, also twice at the same moment', async () => {
    await Promise.all([block(ana, bo), block(ana, bo)]);
    await block(ana, bo);
    expect(await prisma().block.count()).toBe(1);
    expect((await (await safety(ana)).getBlocks({})).items).toMatchObject([
      { person: { userId: bo.userId }, name: 'Bo' },
    ]);
  });

  test('both ways at the same moment are two blocks, and what ended comes back to neither alone', async () => {
    await partnershipRow(core, ana.userId, bo.userId);
    await Promise.all([block(ana, bo), block(bo, ana)]);
    expect(await prisma().block.count()).toBe(2);
    await (await safety(ana)).unblock({ person: { userId: bo.userId } });
    expect(await prisma().learningPartnership.findFirst()).toMatchObject({ status: 'ended' });
    expect(await sight(ana, bo)).toBe('none');
    await (await safety(bo)).unblock({ person: { userId: ana.userId } });
    expect(await sight(ana, bo)).toBe('profile');
  });

  test('closes an open match and ends the partnership quietly', async () => {
    const { id } = await matchRow(core, ana.userId, bo.userId, { acceptedAt1: new Date() });
    await partnershipRow(core, ana.userId, bo.userId, { status: 'paused' });
    await block(ana, bo);
    expect(await prisma().learningMatch.findUnique({ where: { id } })).toMatchObject({ status: 'declined' });
    expect(await prisma().learningPartnership.findFirst()).toMatchObject({
      status: 'ended',
      endedAt: expect.any(Date),
    });
    expect(await refusalCode((await bo.api()).matching.respondToMatch({ matchId: id, action: 'accept' }))).toBe(
      'match_not_found',
    );
    expect(await waitingEvents(core)).toEqual([]);
  });

  test('while the other accepts the match at the same moment leaves no partnership', async () => {
    for (let round = 0; round < 5; round += 1) {
      await prisma().learningMatch.deleteMany();
      await prisma().block.deleteMany();
      await prisma().learningPartnership.deleteMany();
      const { id } = await matchRow(core, ana.userId, bo.userId, { acceptedAt1: new Date() });
      const answer = (await bo.api()).matching.respondToMatch({ matchId: id, action: 'accept' });
      await Promise.all([block(ana, bo), answer.catch(() => null)]);
      expect(await prisma().learningPartnership.count({ where: { status: { not: 'ended' } } })).toBe(0);
      expect(await prisma().learningMatch.count({ where: { status: 'pending' } })).toBe(0);
    }
  });

  test('calls off what only the two have, and ends seats with each other; others keep theirs', async () => {
    const sessions = (await ana.api()).sessions;
    const plan = (title: string, given: object) =>
      sessions.createSession({
        title,
        scheduledAt: in7Days(),
        duration: 60,
        timezone: 'UTC',
        isPublic: false,
        evenIfBusy: true,
        ...given,
      });
    const two = await plan('Two', { invite: [bo.userId] });
    const three = await plan('Three', { invite: [bo.userId, cy.userId], maxParticipants: 5 });
    for (const { id: sessionId } of [two, three])
      await (await bo.api()).sessions.respondToSessionInvite({ sessionId, response: 'accept', evenIfBusy: true });
    const series = await plan('Weekly', { invite: [bo.userId], repeat: { every: 'week', count: 4 } });
    await block(bo, ana);
    const rows = await prisma().scheduledSession.findMany({
      include: { participants: { orderBy: { userId: 'asc' } } },
      orderBy: { id: 'asc' },
    });
    const of = (id: number) => rows.find((row) => row.id === id);
    expect(of(two.id)).toMatchObject({ status: 'cancelled', sequence: 1 });
    expect(of(series.id)?.status).toBe('cancelled');
    expect(await prisma().sessionSeries.findFirst()).toMatchObject({ endedAt: expect.any(Date) });
    expect(of(three.id)?.status).toBe('scheduled');
    expect(of(three.id)?.participants.map(({ userId, status }) => [userId, status])).toEqual([
      [ana.userId, 'accepted'],
      [bo.userId, 'declined'],
      [cy.userId, 'invited'],
    ]);
    expect(await prisma().sessionReminder.count({ where: { userId: bo.userId } })).toBe(0);
  });

  test('who is left with a session that does not take place hears that, and nothing of who or why', async () => {
    const session = await (await ana.api()).sessions.createSession({
      title: 'Two',
      scheduledAt: in7Days(),
      duration: 60,
      timezone: 'UTC',
      isPublic: false,
      invite: [bo.userId],
    });
    await (await bo.api()).sessions.respondToSessionInvite({ sessionId: session.id, response: 'accept' });
    const worker = await core.startWorker();
    try {
      await block(bo, ana);
      const told = () => prisma().notification.findMany({ where: { kind: 'session.cancelled' } });
      await expect.poll(told).toMatchObject([{ userId: ana.userId, payload: { sessionId: session.id } }]);
      expect(JSON.stringify(await told())).not.toContain('personId');
    } finally {
      await worker.stop();
    }
  });

  test('withdraws invitations into rooms and what one asks the other in a poll', async () => {
    const room = await (await ana.api()).rooms.createRoom({ title: 'Room', isPublic: false });
    await (await ana.api()).rooms.inviteToRoom({ roomId: room.id, userId: bo.userId });
    const options = [1, 2].map((days) => new Date(in7Days().getTime() + days * 86_400_000));
    await prisma().sessionPoll.create({
      data: {
        hostId: ana.userId,
        title: 'When?',
        duration: 60,
        timezone: 'UTC',
        maxParticipants: 2,
        closesAt: in7Days(),
        hours: { create: options.map((at, place) => ({ at, place })) },
        voters: { create: [{ userId: ana.userId, answeredAt: new Date() }, { userId: bo.userId }] },
      },
    });
    await block(bo, ana);
    expect(await prisma().roomInvitation.findFirst()).toMatchObject({ status: 'revoked' });
    expect(await prisma().sessionPoll.findFirst({ include: { voters: true } })).toMatchObject({
      status: 'closed',
      voters: [{ userId: ana.userId }],
    });
  });
});

describe('SF-6: what one asked the other', () => {
  const asked = async () => {
    const { code } = await (await bo.api()).auth.startLink();
    return (await (await ana.api()).auth.completeLink({ code })).requestId;
  };
  test.each([
    ['who was asked', () => [bo, ana] as const],
    ['who asked', () => [ana, bo] as const],
  ])('to join their accounts is withdrawn by a block of %s, and a code is none between the two', async (_who, pair) => {
    const requestId = await asked();
    const [by, whom] = pair();
    await block(by, whom);
    expect(await (await bo.api()).auth.getLinkRequest({})).toBeNull();
    expect(await refusalCode((await bo.api()).auth.confirmLink({ requestId }))).toBe('link_request_over');
    core.clock.advance({ minutes: 2 });
    expect(await refusalCode(asked())).toBe('link_code_invalid');
    await (await safety(by)).unblock({ person: { userId: whom.userId } });
    core.clock.advance({ minutes: 2 });
    expect(await asked()).toBeGreaterThan(requestId);
  });

  test('to have a room for good is taken back, and stays so with the block lifted', async () => {
    const { id: roomId } = await (await ana.api()).rooms.createRoom({ title: 'Room' });
    await (await bo.api()).rooms.joinRoom({ roomId });
    await (await ana.api()).rooms.offerRoom({ roomId, userId: bo.userId });
    await block(bo, ana);
    await (await safety(bo)).unblock({ person: { userId: ana.userId } });
    expect(await refusalCode((await bo.api()).rooms.answerOffer({ roomId, isAccepted: true }))).toBe('offer_gone');
  });
});

describe('SF-5: whom one can name', () => {
  test('is who is visible or was met; anybody else is not there, and oneself is nobody to block', async () => {
    await prisma().user.update({ where: { id: cy.userId }, data: { network: 'live' } });
    expect(await refusalCode(block(ana, cy))).toBe('person_not_found');
    expect(await refusalCode((await safety(ana)).block({ person: { userId: 2_000_000_000 } }))).toBe(
      'person_not_found',
    );
    expect(await refusalCode(block(ana, ana))).toBe('that_is_you');
    await prisma().notification.create({
      data: { userId: ana.userId, kind: 'room.invited', eventKey: 'k', payload: { personId: cy.userId } },
    });
    expect(await block(ana, cy)).toMatchObject({ name: 'Cy' });
  });

  test('who blocked them first can be blocked back where they have met', async () => {
    await partnershipRow(core, ana.userId, bo.userId);
    await block(bo, ana);
    await block(ana, bo);
    expect(await prisma().block.count()).toBe(2);
  });
});

describe('SF-6: by who somebody is on a chat', () => {
  test('is answered alike with and without an account, and holds for who comes later', async () => {
    const known = await comes('U1');
    const api = await safety(ana);
    const [first, second] = [
      await api.block({ person: someone('U1', 'One') }),
      await api.block({ person: someone('U2', 'Two') }),
    ];
    expect(Object.keys(first)).toEqual(Object.keys(second));
    expect([first.name, second.name]).toEqual(['One', 'Two']);
    const later = await comes('U2');
    const blocked = await prisma().block.findMany({ orderBy: { id: 'asc' } });
    expect(blocked.map(({ blockedId }) => blockedId)).toEqual([known, later]);
    expect((await api.getBlocks({})).items.map(({ name }) => name).sort()).toEqual(['One', 'Two']);
  });

  test('and their first word at the same moment: the block holds', async () => {
    for (let round = 0; round < 5; round += 1) {
      const externalId = `U9${round}`;
      const [userId] = await Promise.all([
        comes(externalId),
        (await safety(ana)).block({ person: someone(externalId) }),
      ]);
      expect(await prisma().block.count({ where: { blockerId: ana.userId, blockedId: userId } })).toBe(1);
    }
  });

  test('says nothing of an account in the list, and one entry taken away leaves the other standing', async () => {
    const userId = await comes('U3');
    await prisma().user.updateMany({ data: { network: 'live' } });
    const api = await safety(ana);
    await api.block({ person: { userId } });
    await api.block({ person: someone('U3') });
    const { items, total } = await api.getBlocks({});
    expect(total).toBe(2);
    expect(items.map(({ name }) => name).sort()).toEqual(['U3', null].sort());
    await api.unblock({ person: { userId } });
    expect(await prisma().block.count()).toBe(1);
    await api.unblock({ person: someone('U3') });
    expect(await prisma().block.count()).toBe(0);
  });
});

describe('SF-8: unblocking', () => {
  test('within ten seconds undoes it whole; later it brings back seeing alone', async () => {
    await partnershipRow(core, ana.userId, bo.userId);
    const { id } = await matchRow(core, ana.userId, cy.userId);
    const api = await safety(ana);
    for (const whom of [bo, cy]) await block(ana, whom);
    core.clock.advance({ seconds: 10 });
    await api.unblock({ person: { userId: bo.userId } });
    expect(await prisma().learningPartnership.findFirst()).toMatchObject({ status: 'active', endedAt: null });
    core.clock.advance({ seconds: 1 });
    await api.unblock({ person: { userId: cy.userId } });
    expect(await prisma().learningMatch.findUnique({ where: { id } })).toMatchObject({ status: 'declined' });
    expect([await sight(ana, bo), await sight(ana, cy)]).toEqual(['profile', 'profile']);
  });

  test('reaches what is open: open rooms and who is online are told, once for each block', async () => {
    await block(ana, bo);
    await forgetJobs(core);
    for (const _ of ['once', 'twice']) await (await safety(ana)).unblock({ person: { userId: bo.userId } });
    const { rows } = await core.services.database.pool.query<{ task: string }>(
      `SELECT t.identifier AS task FROM graphile_worker._private_jobs j
       JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY task`,
    );
    expect(rows.map(({ task }) => task)).toEqual(['event.rooms.part-people', 'event.safety.presence']);
    const words: unknown[] = [];
    const stop = core.services.realtime.watchAccounts((word) => words.push(word));
    const event = { type: 'person.unblocked', v: 1, by: ana.userId, to: bo.userId } as const;
    await refreshPresence.handle(event, 'key', core.services);
    await expect.poll(() => words).toEqual([{ accounts: [ana.userId, bo.userId], kind: 'partners' }]);
    stop();
  });

  test('somebody who was not blocked is answered alike', async () => {
    expect(await (await safety(ana)).unblock({ person: { userId: bo.userId } })).toEqual({});
    expect(await (await safety(ana)).unblock({ person: someone('U77') })).toEqual({});
  });
});

test('SF-7: one person blocks up to five hundred', async () => {
  const rows = Array.from({ length: maxBlocks - 1 }, (_, index) => ({
    blockerId: ana.userId,
    platform: 'slack' as const,
    workspaceId: 'T1',
    externalId: `F${index}`,
  }));
  await prisma().blockedIdentity.createMany({ data: rows });
  const both = await Promise.allSettled([block(ana, bo), block(ana, cy)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await refusalCode((await safety(ana)).block({ person: someone('F999') }))).toBe('block_limit');
  expect((await (await safety(ana)).getBlocks({ limit: 3, offset: 498 })).items).toHaveLength(2);
});
