import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';
import { block, matchRow, partnershipRow } from '../../../test/rows.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let matchId: number;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.services.database.prisma.user.deleteMany();
  await forgetJobs(core);
  ana = await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } });
  bo = await core.learner('Bo', { teaches: { Python: 6 }, learns: { Guitar: 3 } });
  matchId = (await matchRow(core, ana.userId, bo.userId)).id;
});

const respond = async (person: Person, action: 'accept' | 'decline') =>
  (await person.api()).matching.respondToMatch({ matchId, action });
/** Both answers at the same instant. */
const together = async (first: 'accept' | 'decline', second: 'accept' | 'decline') => {
  const [a, b] = [await ana.actor(), await bo.actor()];
  return Promise.allSettled([
    core.as(a).matching.respondToMatch({ matchId, action: first }),
    core.as(b).matching.respondToMatch({ matchId, action: second }),
  ]);
};
const eventTypes = async () => (await waitingEvents(core)).map(({ type }) => type).toSorted();
const partnerships = () => core.services.database.prisma.learningPartnership.findMany();

describe('ML-3: both accept', () => {
  test('ML-3: the first shows interest, the second makes them partners; both see it', async () => {
    const first = await respond(ana, 'accept');
    expect(first).toMatchObject({
      partnershipId: null,
      match: { status: 'pending', youAccepted: true, theyAccepted: false },
    });
    expect(await waitingEvents(core)).toMatchObject([{ type: 'match.interest-shown', by: ana.userId, to: bo.userId }]);
    const second = await respond(bo, 'accept');
    expect(second.match).toMatchObject({ status: 'accepted', youAccepted: true, theyAccepted: true });
    const [partnership] = await partnerships();
    expect(second.partnershipId).toBe(partnership?.id);
    for (const [person, name] of [
      [ana, 'Bo'],
      [bo, 'Ana'],
    ] as const) {
      const partners = await (await person.api()).matching.getPartnerships();
      expect(partners.map(({ them }) => them.displayName)).toEqual([name]);
    }
  });

  test('ML-3: in the same instant there is one partnership, and one event of each kind', async () => {
    const answers = await together('accept', 'accept');
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await partnerships()).toHaveLength(1);
    expect(await eventTypes()).toEqual(['match.accepted', 'match.interest-shown']);
  });

  test('ML-3: saying yes again changes nothing', async () => {
    const actor = await ana.actor();
    const accept = () => core.as(actor).matching.respondToMatch({ matchId, action: 'accept' });
    await Promise.all([accept(), accept(), accept()]);
    const { partnershipId } = await respond(bo, 'accept');
    expect((await accept()).partnershipId).toBe(partnershipId);
    expect(await partnerships()).toHaveLength(1);
    expect(await eventTypes()).toEqual(['match.accepted', 'match.interest-shown']);
  });

  test('ML-3: partners who had parted are partners again, with their history', async () => {
    const old = await partnershipRow(core, ana.userId, bo.userId, {
      status: 'ended',
      endedAt: new Date(),
      sessionCount: 4,
    });
    await together('accept', 'accept');
    expect(await partnerships()).toMatchObject([
      { id: old.id, status: 'active', endedAt: null, sessionCount: 4, matchId },
    ]);
  });
});

describe('ML-2: one declines', () => {
  test('ML-2: nobody is told when nobody had accepted, and the other cannot accept any more', async () => {
    expect((await respond(ana, 'decline')).match.status).toBe('declined');
    await respond(ana, 'decline');
    expect(await waitingEvents(core)).toEqual([]);
    expect(await refusalCode(respond(bo, 'accept'))).toBe('match_closed');
    expect(await partnerships()).toEqual([]);
  });

  test('ML-2: who had accepted is told that it came to nothing, not by whom', async () => {
    await respond(ana, 'accept');
    await forgetJobs(core);
    await respond(bo, 'decline');
    expect(await waitingEvents(core)).toEqual([{ type: 'match.closed', v: 1, matchId, waiting: ana.userId }]);
  });

  test('ML-2: a yes may be taken back while the other has not answered; nobody waits then', async () => {
    await respond(ana, 'accept');
    await forgetJobs(core);
    expect((await respond(ana, 'decline')).match.status).toBe('declined');
    expect(await waitingEvents(core)).toEqual([]);
  });

  test('ML-2: a yes and a no in the same instant end in a no, whichever came first', async () => {
    const [yes, no] = await together('accept', 'decline');
    expect(no?.status).toBe('fulfilled');
    expect(await partnerships()).toEqual([]);
    expect(await core.services.database.prisma.learningMatch.findUnique({ where: { id: matchId } })).toMatchObject({
      status: 'declined',
      declinedById: bo.userId,
    });
    // Who had accepted in time is told; whose yes came too late was refused.
    const told = (await eventTypes()).includes('match.closed');
    expect(told).toBe(yes?.status === 'fulfilled');
  });

  test('ML-2: partners cannot decline what made them partners', async () => {
    await together('accept', 'accept');
    expect(await refusalCode(respond(ana, 'decline'))).toBe('match_closed');
  });
});

describe('whose match it is, and until when', () => {
  test('ML-1: after 48 hours an answer comes too late, also before the match is closed', async () => {
    core.clock.advance({ hours: 47, minutes: 59 });
    await respond(ana, 'accept');
    core.clock.advance({ minutes: 1 });
    expect(await refusalCode(respond(bo, 'accept'))).toBe('match_expired');
    expect(await refusalCode(respond(bo, 'decline'))).toBe('match_expired');
    const [shown] = (await (await bo.api()).matching.getMatches({})).items;
    expect(shown?.status).toBe('expired');
    expect((await (await bo.api()).matching.getMatches({ status: 'pending' })).total).toBe(0);
    core.clock.advance({ hours: -48 });
  });

  test('somebody else’s match is not found', async () => {
    const cleo = await core.newcomer('Cleo');
    expect(await refusalCode(respond(cleo, 'accept'))).toBe('match_not_found');
    expect(await refusalCode((await cleo.api()).matching.explainMatch({ matchId }))).toBe('match_not_found');
    expect(await refusalCode((await ana.api()).matching.explainMatch({ matchId: 2 ** 31 - 1 }))).toBe(
      'match_not_found',
    );
  });

  test('a match with somebody gone or blocked is not found', async () => {
    await block(core, bo.userId, ana.userId);
    expect(await refusalCode(respond(ana, 'accept'))).toBe('match_not_found');
    expect(await refusalCode(respond(bo, 'accept'))).toBe('match_not_found');
    const { prisma } = core.services.database;
    await prisma.block.deleteMany();
    await prisma.user.update({ where: { id: bo.userId }, data: { deletedAt: new Date() } });
    expect(await refusalCode(respond(ana, 'accept'))).toBe('match_not_found');
  });
});

describe('MF-4: twelve partners', () => {
  const partners = async (person: Person, count: number) => {
    for (let index = 0; index < count; index += 1)
      await partnershipRow(core, person.userId, (await core.newcomer(`${person.handle}${index}`)).userId);
  };

  test.each(['ana', 'bo'])(
    'MF-4: nothing is accepted while %s has twelve, and it can be once one has ended',
    async (who) => {
      const full = who === 'ana' ? ana : bo;
      await partners(full, 12);
      expect(await refusal(respond(ana, 'accept'))).toMatchObject({ code: 'partner_limit', params: { limit: 12 } });
      const { prisma } = core.services.database;
      const one = await prisma.learningPartnership.findFirstOrThrow();
      await prisma.learningPartnership.update({ where: { id: one.id }, data: { status: 'ended' } });
      expect((await respond(ana, 'accept')).match.youAccepted).toBe(true);
    },
  );

  test('MF-4: two matches accepted in the same instant make a twelfth partner and no thirteenth', async () => {
    await partners(ana, 11);
    const cleo = await core.learner('Cleo', {});
    const other = (await matchRow(core, ana.userId, cleo.userId)).id;
    await respond(bo, 'accept');
    await (await cleo.api()).matching.respondToMatch({ matchId: other, action: 'accept' });
    const actor = await ana.actor();
    const answers = await Promise.allSettled(
      [matchId, other].map((id) => core.as(actor).matching.respondToMatch({ matchId: id, action: 'accept' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await partnerships()).toHaveLength(12);
  });
});
