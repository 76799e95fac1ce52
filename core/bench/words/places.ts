import { clockOf } from '../../src/platform/places/clocks.ts';
import { readZone } from '../../src/platform/places/read-zone.ts';
import { type Answered, apart, readLabels } from './labels.ts';

const now = Temporal.Instant.from('2026-11-30T12:00:00Z');

/** The first zone that each query is answered with. It is right where it is the same clock as a right one. */
export function placesAnswers() {
  const answered = readLabels('places.tsv').map((label): Answered => {
    const read = readZone(label.typed, { language: 'en', now });
    const answer = read.kind === 'zone' ? read.zone : read.kind === 'unknown' ? null : (read.choices[0]?.zone ?? null);
    const isRight =
      answer === null
        ? label.right.length === 0
        : label.right.some((zone) => clockOf(zone, now) === clockOf(answer, now));
    return { ...label, answer, isRight };
  });
  return apart(answered);
}
