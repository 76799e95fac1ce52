import { describe, expect, test } from 'vitest';
import { basicTime, ruleInUtc } from './basic-time.ts';

test('times are written in the basic format, an instant with its Z', () => {
  expect(basicTime(Temporal.Instant.from('2026-03-02T18:00:00.999Z'))).toBe('20260302T180000Z');
  expect(basicTime(Temporal.PlainDateTime.from('2026-03-02T18:05:09'))).toBe('20260302T180509');
});

describe('RFC 5545 §3.3.10: UNTIL beside a TZID is an instant', () => {
  test.each([
    ['on a clock', 'UNTIL=20270131T235959', 'Asia/Tokyo', 'UNTIL=20270131T145959Z'],
    ['in summer', 'UNTIL=20270731T235959', 'Europe/Berlin', 'UNTIL=20270731T215959Z'],
    ['by quarters', 'UNTIL=20270131T120000', 'Asia/Kathmandu', 'UNTIL=20270131T061500Z'],
    ['a day, to its end', 'UNTIL=20270131', 'America/New_York', 'UNTIL=20270201T045959Z'],
    ['an instant already', 'UNTIL=20270131T235959Z', 'Asia/Tokyo', 'UNTIL=20270131T235959Z'],
    ['none', 'COUNT=8', 'Asia/Tokyo', 'COUNT=8'],
  ])('%s', (_name, end, timeZone, expected) => {
    expect(ruleInUtc(`FREQ=WEEKLY;${end};BYDAY=MO`, timeZone)).toBe(`FREQ=WEEKLY;${expected};BYDAY=MO`);
    expect(ruleInUtc(`FREQ=WEEKLY;${end}`, timeZone)).toBe(`FREQ=WEEKLY;${expected}`);
  });
});
