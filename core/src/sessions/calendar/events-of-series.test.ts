import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromDate, toDate, wallToDate } from '../../platform/time.ts';
import { occurrences, ruleOf } from '../rules/recurrence.ts';
import type { CalendarRow, Reader } from './calendar-row.ts';
import { eventsOfSeries } from './events-of-series.ts';
import { shown } from './expand.ts';
import { icsOf } from './ics.ts';
import { zones } from './sample-event.ts';

const reader: Reader = { userId: 1, language: 'en', pages: { url: (path) => `https://echochat.example${path}` } };
const until = Temporal.Instant.from('2028-01-01T00:00:00Z');
type Fate = 'kept' | 'skipped' | 'declined' | 'moved' | 'longer' | 'forgotten';

const seriesRow = (
  start: Temporal.PlainDateTime,
  timezone: string,
  rule: string,
  madeUntil: Date,
  isOver: boolean,
) => ({
  id: 1,
  hostId: 2,
  uid: 'series',
  startsAt: wallToDate(start),
  timezone,
  rule,
  duration: 60,
  sequence: 3,
  madeUntil,
  endedAt: isOver ? new Date('2026-05-01T00:00:00Z') : null,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  members: [{ status: 'accepted' as const }],
});

function sessionRow(
  series: ReturnType<typeof seriesRow>,
  id: number,
  wall: Temporal.PlainDateTime,
  at: Date,
  fate: Fate,
) {
  return {
    id,
    title: 'Chords',
    description: null,
    hostId: 2,
    categoryId: null,
    partnershipId: null,
    roomId: null,
    seriesId: 1,
    occurrence: wallToDate(wall),
    uid: `session-${id}`,
    sequence: 1,
    scheduledAt: fate === 'moved' ? new Date(at.getTime() + 5_400_000) : at,
    timezone: series.timezone,
    duration: fate === 'longer' ? 90 : 60,
    maxParticipants: 10,
    isPremium: false,
    isPublic: true,
    meetingLink: null,
    status: fate === 'skipped' ? ('cancelled' as const) : ('scheduled' as const),
    createdAt: series.createdAt,
    updatedAt: series.createdAt,
    host: { handle: 'mei', displayName: 'Mei', deletedAt: null },
    series,
    participants: [
      {
        userId: 1,
        status: fate === 'declined' ? ('declined' as const) : ('accepted' as const),
        user: { handle: 'ada', displayName: 'Ada' },
      },
    ],
  } satisfies CalendarRow;
}

test('SE-14: whatever became of its occurrences, calendars show those that take place, when they do', () => {
  const fate = fc.constantFrom<Fate>('kept', 'kept', 'skipped', 'declined', 'moved', 'longer', 'forgotten');
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom(0, 30, 60, 90, 120, 135, 150, 180, 1_380, 1_410),
      fc.constantFrom('week' as const, 'two_weeks' as const, 'month' as const),
      fc.option(fc.integer({ min: 2, max: 52 }), { nil: undefined }),
      fc.array(fate, { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      (timeZone, day, minute, every, count, fates, isOver) => {
        const wall = Temporal.PlainDateTime.from('2026-02-01T00:00').add({ days: day, minutes: minute });
        const start = wall.toZonedDateTime(timeZone).toPlainDateTime();
        const rule = ruleOf(count === undefined ? { every } : { every, count }, start);
        const begin = start.toZonedDateTime(timeZone).toInstant();
        const due = occurrences({ start, timeZone, rule }, begin, until);
        const made = due.slice(0, fates.length);
        const last = made.at(-1);
        if (!last) return;
        const series = seriesRow(start, timeZone, rule, toDate(last.at.add({ seconds: 1 })), isOver);
        const rows = made.flatMap(({ wall, at }, index) => {
          const one = fates[index] ?? 'kept';
          return one === 'forgotten' ? [] : [sessionRow(series, index + 1, wall, toDate(at), one)];
        });
        if (rows.every(({ status }) => status === 'cancelled')) return;

        const ics = icsOf(eventsOfSeries(series, rows, reader, 'accepted'), { method: 'PUBLISH' });
        const on = rows.filter(
          ({ status, participants }) => status !== 'cancelled' && participants[0]?.status !== 'declined',
        );
        const ahead = isOver ? [] : due.slice(made.length).map(({ at }) => at);
        const expected = [...on.map(({ scheduledAt }) => fromDate(scheduledAt)), ...ahead]
          .filter((at) => Temporal.Instant.compare(at, until) < 0)
          .map((at) => `${at.toString({ smallestUnit: 'minute' })} Chords CONFIRMED`)
          .toSorted();
        for (const taking of ['strict', 'lenient'] as const)
          expect(shown(ics, taking, until.toString())).toEqual(expected);
      },
    ),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) },
  );
});
