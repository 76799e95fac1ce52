import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskedHour, chooseHour, closingOf } from './choose-hour.ts';

const now = Temporal.Instant.from('2026-12-01T12:00:00Z');
const hour = (id: number, inHours: number, userIds: number[]): AskedHour => ({
  id,
  place: id,
  at: now.add({ hours: inHours }),
  userIds,
});

describe('SE-17: which hour a poll comes to', () => {
  test.each([
    ['the one that most can', [hour(0, 5, [1, 2]), hour(1, 9, [1, 2, 3])], 1],
    ['the one that its host can, of fewer too', [hour(0, 5, [2, 3, 4]), hour(1, 9, [1, 2])], 1],
    ['none where its host can at none', [hour(0, 5, [2, 3])], null],
    ['of equals the one that seemed better', [hour(1, 5, [1, 2]), hour(0, 9, [1, 3])], 0],
    ['none that is over', [hour(0, -1, [1, 2, 3]), hour(1, 9, [1, 2])], 1],
    ['none where one would be alone', [hour(0, 5, [1]), hour(1, 9, [2])], null],
    ['none of none', [], null],
  ])('%s', (_, hours, id) => {
    expect(chooseHour(hours, 1, now)?.id ?? null).toBe(id);
  });

  test('never one that fewer can than another to come', () => {
    const hours = fc.array(
      fc.record({ inHours: fc.integer({ min: -3, max: 30 }), votes: fc.uniqueArray(fc.nat(9), { maxLength: 6 }) }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(hours, (asked) => {
        const all = asked.map(({ inHours, votes }, id) => hour(id, inHours, votes));
        const chosen = chooseHour(all, 1, now);
        const most = Math.max(
          0,
          ...all
            .filter(({ at, userIds }) => Temporal.Instant.compare(at, now) > 0 && userIds.includes(1))
            .map(({ userIds }) => userIds.length),
        );
        expect(chosen?.userIds.length ?? 0).toBe(most > 1 ? most : 0);
      }),
    );
  });
});

describe('SE-17: until when it waits', () => {
  test.each([
    [100, 24],
    [48, 24],
    [10, 5],
    [0, 0],
  ])('with the first hour in %i hours, %i', (first, waits) => {
    expect(closingOf(now.add({ hours: first }), now)).toEqual(now.add({ hours: waits }));
  });
});
