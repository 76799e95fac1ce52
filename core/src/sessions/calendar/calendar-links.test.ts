import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { googleLink, outlookLink } from './calendar-links.ts';
import { sampleEvent } from './sample-event.ts';

const repeat = {
  start: Temporal.PlainDateTime.from('2026-03-02T19:00'),
  timeZone: 'Europe/Berlin',
  rule: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20270131T235959',
};
const query = (link: string) => Object.fromEntries(new URL(link).searchParams);

describe('Google', () => {
  test('one meeting, by instants', () => {
    expect(googleLink(sampleEvent())).toBe(
      'https://calendar.google.com/calendar/render?action=TEMPLATE&text=Rust%20for%20beginners' +
        '&dates=20260302T180000Z/20260302T190000Z' +
        '&details=Ownership%2C%20and%20what%20borrows%20it.%0A%0Ahttps://echochat.example/sessions/1',
    );
  });

  test('a series, on the clock of its zone', () => {
    expect(query(googleLink(sampleEvent({ repeat })))).toMatchObject({
      dates: '20260302T190000/20260302T200000',
      ctz: 'Europe/Berlin',
      recur: 'RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270131T225959Z',
    });
  });

  test('without a description there is the address', () => {
    expect(query(googleLink(sampleEvent({ description: '' })))['details']).toBe('https://echochat.example/sessions/1');
  });
});

describe('Outlook', () => {
  test('one meeting, by instants', () => {
    expect(outlookLink(sampleEvent({ description: 'a < b & c\n+1' }))).toBe(
      'https://outlook.live.com/calendar/0/deeplink/compose?path=/calendar/action/compose&rru=addevent' +
        '&subject=Rust%20for%20beginners&startdt=2026-03-02T18:00:00Z&enddt=2026-03-02T19:00:00Z' +
        '&body=a%20%26lt%3B%20b%20%26amp%3B%20c%3Cbr%3E%2B1%3Cbr%3E%3Cbr%3Ehttps://echochat.example/sessions/1',
    );
  });

  test('of a series one meeting', () => {
    expect(outlookLink(sampleEvent({ repeat }))).toBe(outlookLink(sampleEvent()));
  });
});

describe.each([
  ['Google', googleLink, 'text', 'details', '\n\n'],
  ['Outlook', outlookLink, 'subject', 'body', '<br><br>'],
] as const)('%s: under 500 characters', (_name, linkOf, title, body, gap) => {
  const address = sampleEvent().url;

  test.each([
    ['Latin', 'word '.repeat(300)],
    ['Japanese', '日本語の会話を練習します。'.repeat(40)],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(100)],
    ['angle brackets', '<'.repeat(800)],
  ])('a long description (%s) is cut between characters, and the address stays', (_script, description) => {
    const link = linkOf(sampleEvent({ description, repeat }));
    expect(link.length).toBeLessThan(500);
    expect(link.length).toBeGreaterThan(380);
    expect(query(link)[title]).toBe('Rust for beginners');
    const [told = '', ...rest] = query(link)[body]?.split(gap) ?? [];
    expect(rest).toEqual([address]);
    expect(told).toMatch(/…$/);
    const whole = told.slice(0, -1).replaceAll('&lt;', '<');
    expect(description.startsWith(whole)).toBe(true);
    expect(whole.replaceAll('👩‍👩‍👧‍👦', '')).not.toMatch(/\p{Emoji_Presentation}/u);
  });

  test('a long title is cut when there is no description left to cut', () => {
    const link = linkOf(sampleEvent({ title: '日本語'.repeat(50), repeat }));
    expect(link.length).toBeLessThan(500);
    expect(query(link)[title]).toMatch(/^(日本語)+日?本?…$/);
    expect(query(link)[body]).toBe(address);
  });

  test('an address that is too long stays whole', () => {
    const url = `https://echochat.example/${'a'.repeat(600)}`;
    expect(query(linkOf(sampleEvent({ url })))[body]).toBe(url);
  });

  test('whatever is written', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 900 });
    fc.assert(
      fc.property(anyText, anyText, (written, description) => {
        const link = linkOf(sampleEvent({ title: written, description, repeat }));
        expect(link.length).toBeLessThan(500);
        expect(link).toMatch(/^[!-~]+$/);
        expect(query(link)[body]?.endsWith(address)).toBe(true);
      }),
    );
  });
});
