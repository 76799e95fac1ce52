import { FACTS } from './fields.ts';
import type { DemoSkill } from './learner.ts';
import type { Dice } from './prng.ts';

type Standing = Pick<DemoSkill, 'level' | 'years'>;

/** Most people teach what they have done for three to eight years; a few for decades, some never counted. */
const YEARS_OF_TEACHING = [
  { low: 1, high: 2, weight: 17 },
  { low: 3, high: 5, weight: 32 },
  { low: 6, high: 9, weight: 25 },
  { low: 10, high: 15, weight: 17 },
  { low: 16, high: 30, weight: 9 },
] as const;

export function teachingStanding(dice: Dice, slug: string, isFirstLanguage: boolean): Standing {
  if (isFirstLanguage) return { level: dice.int(8, 10), years: null };
  if (dice.chance(0.1)) return { level: dice.int(4, 7), years: null };
  const band = dice.weighted(YEARS_OF_TEACHING, ({ weight }) => weight);
  const years = Math.min(dice.int(band.low, band.high), FACTS.maxYears[slug] ?? Number.POSITIVE_INFINITY);
  return { level: levelAfter(dice, years), years };
}

/** About five in the first year, eight after ten; nobody reaches nine in less than six. */
function levelAfter(dice: Dice, years: number): number {
  const expected = 4 + 1.7 * Math.log2(1 + years / 2.2);
  return clamp(Math.round(expected + dice.float() * 2 - 1), 4, 10);
}

export function learningStanding(dice: Dice): Standing {
  const years = dice.weighted([null, 0, 1, 2, 3], (count) => (count === null ? 6 : ([7, 4, 2, 1][count] ?? 0)));
  const counted = years ?? 0;
  return { level: clamp(dice.int(Math.max(1, counted), 2 + Math.floor(counted * 1.5)), 1, 6), years };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
