import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

describe('the main job', () => {
  test('ML-3: two learners find each other, both accept, and are partners', async () => {
    const ana = await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } });
    const bo = await core.learner('Bo', { teaches: { Python: 6 }, learns: { Guitar: 3 }, timezone: 'Asia/Tokyo' });
    const { matches, created } = await (await ana.api()).matching.generateMatches({ limit: 5 });
    expect(created).toBe(1);
    const match = matches[0];
    expect(match?.them.userId).toBe(bo.userId);
    expect(match?.reason[0]).toBe('Bo can teach Ana Python; Ana can teach Bo Guitar.');
    const matchId = match?.id ?? 0;

    const first = await (await ana.api()).matching.respondToMatch({ matchId, action: 'accept' });
    expect(first.partnershipId).toBeNull();
    const second = await (await bo.api()).matching.respondToMatch({ matchId, action: 'accept' });
    expect(second.partnershipId).not.toBeNull();
    const partners = await (await ana.api()).matching.getPartnerships();
    expect(partners.map((partner) => partner.them.displayName)).toEqual(['Bo']);
  });
});
