import patternsJson from './availability.json' with { type: 'json' };
import type { DemoAvailability } from './learner.ts';
import type { Dice } from './prng.ts';

interface Pattern {
  readonly key: string;
  readonly weight: number;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly days: readonly (readonly number[])[];
  /** How many of these people can move their hours. */
  readonly flexible: number;
}

export interface Schedule {
  /** Names the lines of a bio that speak of this time of day. */
  readonly key: string;
  readonly availability: DemoAvailability;
}

const PATTERNS: readonly Pattern[] = patternsJson;

export function createSchedule(dice: Dice): Schedule {
  const pattern = dice.weighted(PATTERNS, ({ weight }) => weight);
  const availability = {
    from: dice.pick(pattern.from),
    to: dice.pick(pattern.to),
    days: [...dice.pick(pattern.days)],
    isFlexible: dice.chance(pattern.flexible),
  };
  return { key: pattern.key, availability };
}
