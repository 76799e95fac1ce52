import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountsToJoin } from '../../../test/accounts.ts';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { matchRow, partnershipRow } from '../../../test/rows.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const prisma = () => core.services.database.prisma;
describe('joining two accounts turns their pairs around', () => {
  const acceptedAt = new Date('2027-03-01T08:00:00Z');

  test('a match keeps who had said yes, who asked and who declined', async () => {
    const { older, third, younger, join } = await accountsToJoin(core);
    const fourth = await core.newcomer(`after-${older.userId}`);
    // third is before the younger and after the older account; fourth is after both.
    await matchRow(core, younger.userId, third.userId, { acceptedAt2: acceptedAt });
    await matchRow(core, younger.userId, fourth.userId, { acceptedAt2: acceptedAt, declinedById: younger.userId });
    await join();
    const matches = await prisma().learningMatch.findMany({
      where: { userId1: older.userId },
      orderBy: { userId2: 'asc' },
    });
    expect(matches).toMatchObject([
      { userId2: third.userId, acceptedAt1: acceptedAt, acceptedAt2: null, requestedById: older.userId },
      { userId2: fourth.userId, acceptedAt1: null, acceptedAt2: acceptedAt, declinedById: older.userId },
    ]);
  });

  test('a match keeps its sides where the third person comes first', async () => {
    const first = await core.newcomer('zeroth');
    const { older, younger, join } = await accountsToJoin(core);
    await matchRow(core, younger.userId, first.userId, { acceptedAt1: acceptedAt });
    await join();
    expect(await prisma().learningMatch.findFirst({ where: { userId1: first.userId } })).toMatchObject({
      userId2: older.userId,
      acceptedAt1: acceptedAt,
      acceptedAt2: null,
    });
  });

  test('of two matches with the same person the one that got further stays; one between the two goes', async () => {
    const { older, third, younger, join } = await accountsToJoin(core);
    await matchRow(core, older.userId, third.userId);
    const accepted = await matchRow(core, younger.userId, third.userId, { status: 'accepted' });
    await matchRow(core, older.userId, younger.userId);
    await join();
    const ids = [older.userId, younger.userId];
    const left = await prisma().learningMatch.findMany({
      where: { OR: [{ userId1: { in: ids } }, { userId2: { in: ids } }] },
    });
    expect(left).toMatchObject([{ id: accepted.id, userId1: older.userId, userId2: third.userId }]);
  });

  test.each([
    ['ended', 'active', 'active'],
    ['ended', 'paused', 'paused'],
    ['paused', 'active', 'active'],
    ['ended', 'ended', 'ended'],
  ] as const)(
    'of two partnerships with one person, %s and %s, one is left, %s, with both histories',
    async (a, b, status) => {
      const { older, third, younger, join } = await accountsToJoin(core);
      const endedAt = (state: string) => (state === 'ended' ? acceptedAt : null);
      const started = (iso: string) => ({ startedAt: new Date(iso), lastActiveAt: new Date(iso) });
      const kept = await partnershipRow(core, older.userId, third.userId, {
        ...started('2027-02-01T00:00:00Z'),
        status: a,
        endedAt: endedAt(a),
        sessionCount: 2,
      });
      const lost = await partnershipRow(core, younger.userId, third.userId, {
        ...started('2027-01-01T00:00:00Z'),
        status: b,
        endedAt: endedAt(b),
        sessionCount: 3,
      });
      const feedback = { partnershipId: lost.id, reviewerId: younger.userId, rating: 5, wouldRecommend: true };
      await prisma().partnershipFeedback.create({ data: feedback });
      await prisma().message.create({ data: { partnershipId: lost.id, senderId: younger.userId, body: 'Hello' } });
      await join();
      const partnerships = await prisma().learningPartnership.findMany({
        where: { userId2: third.userId },
        include: { feedback: true, messages: true },
      });
      expect(partnerships).toMatchObject([
        {
          id: kept.id,
          userId1: older.userId,
          status,
          endedAt: endedAt(status),
          sessionCount: 5,
          startedAt: lost.startedAt,
          lastActiveAt: kept.lastActiveAt,
          feedback: [{ reviewerId: older.userId }],
          messages: [{ senderId: older.userId }],
        },
      ]);
    },
  );
});
