/** A stretch of presence, in milliseconds since 1970. */
export interface Stretch {
  from: number;
  to: number;
}

/** Minutes that the stretches cover together: who speaks and draws at once is there once. Rounded to the nearest. */
export function minutesPresent(stretches: readonly Stretch[]): number {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return Math.round(covered / 60_000);
}
