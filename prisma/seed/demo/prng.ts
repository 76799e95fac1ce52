/** A stream of chances: the same seed gives the same stream, on every machine. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  float(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One item, each as likely as its weight; throws when no item has weight. */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T;
}

/** sfc32 by Chris Doty-Humphrey (PractRand, public domain), seeded by one 32-bit number. */
export function createDice(seed: number): Dice {
  const next = sfc32(seed);
  const float = (): number => next() / 2 ** 32;
  const int = (low: number, high: number): number => low + Math.floor(float() * (high - low + 1));
  return {
    float,
    int,
    chance: (probability) => float() < probability,
    pick: (items) => at(items, int(0, items.length - 1)),
    weighted: (items, weightOf) => {
      const weights = items.map(weightOf);
      let left = float() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return at(items, index);
    },
  };
}

function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [0, seed | 0, 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // Twelve rounds mix the seed into all of the state (PractRand's own count for sfc).
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error('Nothing to choose from');
  return item;
}
