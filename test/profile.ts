import type { MatchProfile } from '@echochat/core/matching/rules/match-profile.ts';
import fc from 'fast-check';

/** A learner as matching sees them: somebody without anything, but for what is given. */
export const profile = (given: Partial<MatchProfile> = {}): MatchProfile => ({
  userId: 1,
  teaches: [],
  learns: [],
  interests: [],
  goals: [],
  timezone: null,
  from: null,
  to: null,
  days: [],
  sessionType: 'any',
  ...given,
});

const skills = (categoryIds: readonly number[]) =>
  fc.uniqueArray(fc.record({ categoryId: fc.constantFrom(...categoryIds), level: fc.integer({ min: 1, max: 10 }) }), {
    maxLength: 5,
    selector: (skill) => skill.categoryId,
  });
const minutes = fc.option(fc.integer({ min: 0, max: 1_439 }));

/** Any learner whose skills are among `categoryIds`. */
export const anyProfile = (categoryIds: readonly number[]): fc.Arbitrary<MatchProfile> =>
  fc.record({
    userId: fc.integer({ min: 1, max: 1_000 }),
    teaches: skills(categoryIds),
    learns: skills(categoryIds),
    interests: fc.array(fc.constantFrom(...categoryIds), { maxLength: 4 }),
    goals: fc.uniqueArray(fc.constantFrom(...categoryIds), { maxLength: 3 }),
    timezone: fc.option(
      fc.constantFrom(
        'UTC',
        'Asia/Kathmandu',
        'Pacific/Chatham',
        'Pacific/Kiritimati',
        'America/New_York',
        'Not/AZone',
      ),
    ),
    from: minutes,
    to: minutes,
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
    sessionType: fc.constantFrom('video', 'audio', 'chat', 'any'),
  });
