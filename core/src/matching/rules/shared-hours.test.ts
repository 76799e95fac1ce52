import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedHours } from './shared-hours.ts';
import { offsetsAt } from './time-zones.ts';

type Availability = Parameters<typeof sharedHours>[0];

const now = Temporal.Instant.from('2027-03-17T10:00:00Z');
const offsetOf = offsetsAt(now);
const offset = (zone: string) => offsetOf(zone) ?? Number.NaN;
const free = (from: number | null, to: number | null, ...days: number[]): Availability => ({ from, to, days });
const clock = (hour: number, minute = 0) => hour * 60 + minute;

describe('ME-1: shared hours', () => {
  test.each([
    ['who named nothing has 9 to 21 every day', free(null, null), 'UTC', free(null, null), 'UTC', 84],
    ['one evening', free(clock(18), clock(21), 2), 'UTC', free(null, null), 'UTC', 3],
    [
      'an end before the start is past midnight',
      free(clock(22), clock(2), 1),
      'UTC',
      free(clock(0), clock(1), 2),
      'UTC',
      1,
    ],
    ['Saturday night reaches into Sunday', free(clock(23), clock(1), 6), 'UTC', free(clock(0), clock(4), 0), 'UTC', 1],
    ['the same end and start are the whole day', free(clock(5), clock(5), 3), 'UTC', free(null, null), 'UTC', 12],
    ['the other side of the world', free(null, null), 'Pacific/Auckland', free(null, null), 'UTC', 7],
    [
      'half an hour of a zone counts',
      free(clock(9), clock(10)),
      'Asia/Kolkata',
      free(clock(3, 45), clock(4)),
      'UTC',
      1.75,
    ],
    ['a zone of three quarters', free(clock(12), clock(13)), 'Asia/Kathmandu', free(clock(6), clock(7)), 'UTC', 5.25],
    ['another day', free(null, null, 1), 'UTC', free(null, null, 2), 'UTC', 0],
    ['the first minutes of a quarter are none', free(clock(9, 7), clock(9, 29)), 'UTC', free(null, null), 'UTC', 0],
    ['the whole quarter inside is one', free(clock(9, 7), clock(9, 31), 1), 'UTC', free(null, null), 'UTC', 0.25],
  ])('ME-1: %s', (_name, a, zoneA, b, zoneB, hours) => {
    expect(sharedHours(a, offset(zoneA), b, offset(zoneB)).hours).toBe(hours);
  });

  test.each([
    ['none', free(clock(9), clock(10)), free(clock(11), clock(12)), null],
    ['mornings', free(clock(6), clock(12)), free(null, null), 'morning'],
    ['evenings', free(clock(17, 45), clock(20)), free(null, null), 'evening'],
    ['nights', free(clock(23), clock(6)), free(clock(0), clock(5)), 'night'],
  ])('ME-1: when most of them are: %s', (_name, a, b, mostlyAt) => {
    expect(sharedHours(a, 0, b, 0).mostlyAt).toBe(mostlyAt);
  });

  test('ME-1: the part of the day is the first one’s', () => {
    const anHour = free(clock(8), clock(9));
    const inTokyo = free(clock(17), clock(18));
    expect(sharedHours(anHour, 0, inTokyo, 540).mostlyAt).toBe('morning');
    expect(sharedHours(inTokyo, 540, anHour, 0).mostlyAt).toBe('afternoon');
  });
});

/** Whether somebody has time in this minute, worked out on their own wall clock. */
function hasTime({ from, to, days }: Availability, local: Temporal.ZonedDateTime): boolean {
  const start = from ?? clock(9);
  const end = to ?? clock(21);
  const minute = local.hour * 60 + local.minute;
  const isOn = (day: number) => days.length === 0 || days.includes(day % 7);
  if (end > start) return isOn(local.dayOfWeek) && minute >= start && minute < end;
  return (isOn(local.dayOfWeek) && minute >= start) || (isOn(local.subtract({ days: 1 }).dayOfWeek) && minute < end);
}

/** The minutes of a week that both have, asked one by one. The offsets are those of the present date all week. */
function minutesByAsking(a: Availability, zoneA: string, b: Availability, zoneB: string): number {
  const fixed = (zone: string) => now.toZonedDateTimeISO(zone).offset;
  const [first, second] = [fixed(zoneA), fixed(zoneB)];
  const sunday = Temporal.Instant.from('2027-03-14T00:00:00Z');
  let shared = 0;
  for (let minute = 0; minute < 7 * 24 * 60; minute += 1) {
    const at = sunday.add({ minutes: minute });
    if (hasTime(a, at.toZonedDateTimeISO(first)) && hasTime(b, at.toZonedDateTimeISO(second))) shared += 1;
  }
  return shared;
}

const zone = fc.constantFrom(
  'UTC',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'America/St_Johns',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
);
const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 4 });
const times = (step: number) => fc.option(fc.integer({ min: 0, max: Math.floor(1_439 / step) }).map((at) => at * step));
const availability = (step: number) => fc.record({ from: times(step), to: times(step), days });

describe('ME-1: against asking for every minute of the week', () => {
  test('ME-1: on the quarter they are the same', () => {
    fc.assert(
      fc.property(availability(15), zone, availability(15), zone, (a, zoneA, b, zoneB) => {
        const { hours } = sharedHours(a, offset(zoneA), b, offset(zoneB));
        expect(hours).toBe(minutesByAsking(a, zoneA, b, zoneB) / 60);
      }),
      { numRuns: 25 },
    );
  });

  test('ME-1: at any minute they are never more, and less by under half an hour a stretch', () => {
    fc.assert(
      fc.property(availability(1), zone, availability(1), zone, (a, zoneA, b, zoneB) => {
        const { hours } = sharedHours(a, offset(zoneA), b, offset(zoneB));
        const asked = minutesByAsking(a, zoneA, b, zoneB) / 60;
        expect(hours).toBeLessThanOrEqual(asked);
        expect(asked - hours).toBeLessThan(14 * 0.5);
      }),
      { numRuns: 15 },
    );
  });
});
