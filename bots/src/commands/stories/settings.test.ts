import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { button, cardOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';
import { wordsIn } from '../words.ts';

let core: TestCore;
let meet: ReturnType<typeof openStory>;
let ana: Voice;
beforeAll(async () => {
  core = await openTestCore();
  meet = openStory(core);
  ana = meet(await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } }));
});
afterAll(() => core.close());

const facts = async (line: string) => cardOf(await ana.says(line)).fields.map(({ value }) => value);

describe('settings', () => {
  test('are shown with nothing typed', async () => {
    expect(await facts('/settings')).toEqual([
      'English',
      'Europe/Lisbon',
      'off · quiet hours off\nreminded 1 day, 1 hour, and 10 minutes before sessions',
      'on',
    ]);
  });

  test('are changed by one line, all at once', async () => {
    expect(await facts('/settings timezone:tokyo dms:on quiet:22:00-08:00 matching:on')).toEqual([
      'English',
      'Asia/Tokyo',
      expect.stringMatching(/^on · quiet hours 22:00–08:00\n/),
      'on',
    ]);
    expect(cardOf(await ana.says('/settings dms:on')).title).toBe('Saved');
  });

  test.each([
    ['10pm-8am', '22:00–08:00'],
    ['"22:00 – 08:00"', '22:00–08:00'],
    ['"10 PM to 7 AM"', '22:00–07:00'],
    ['"23:30 a 7:15"', '23:30–07:15'],
    ['22h-7h', '22:00–07:00'],
    ['OFF', 'off'],
    ['no', 'off'],
  ])('quiet hours can be written as %s', async (typed, hours) => {
    expect((await facts(`/settings quiet:${typed}`))[2]).toContain(`quiet hours ${hours}`);
  });

  test.each(['22:00', '-', '22:00-25:00', '1-2-3', 'always', 'to', '-'.repeat(5_000)])(
    '%.20s are none',
    async (typed) => {
      expect(cardOf(await ana.says(`/settings quiet:"${typed}"`)).title).toBe('Quiet hours: not quite');
    },
  );

  test('reminders come when one likes, and what one likes stays in the inbox', async () => {
    const told = (await facts('/settings remind:"2 days, 1h30 and 15 min" inboxonly:"matches, rooms"'))[2];
    expect(told).toContain('reminded 2 days, 90 minutes, and 15 minutes before sessions');
    expect(told).toContain('in the inbox alone: matches and rooms');
    expect((await facts('/settings remind:off inboxonly:off'))[2]).toMatch(/\nno reminders of sessions$/);
    for (const typed of ['soon', '1 min', '8 days', '5 min, 6 min, 7 min, 8 min, 9 min, 10 min'])
      expect(wordsOf(await ana.says(`/settings remind:"${typed}"`))).toContain('does not name times');
    expect(wordsOf(await ana.says('/settings inboxonly:everything'))).toContain('should be one of');
  });

  test('buttons turn things on and off', async () => {
    await ana.says('/settings dms:off');
    const on = await ana.presses(button(await ana.says('/settings'), 'Send me direct messages'));
    expect(cardOf(on).fields[2]?.value).toMatch(/^on/);
    expect(cardOf(await ana.presses(button(on, 'Stop direct messages'))).fields[2]?.value).toMatch(/^off/);
  });

  test('a change of language answers in the new one, and so does everything after it', async () => {
    const es = wordsIn('es');
    const changed = await ana.presses('settings', { language: 'es' });
    expect(cardOf(changed).title).toBe(es('settings.saved'));
    expect(cardOf(changed).fields[0]?.value).toBe('Español');
    expect(wordsOf(await ana.says('/skills'))).toContain('Guitarra');
    expect(cardOf(await ana.says('/settings language:english')).fields[0]?.value).toBe('English');
  });

  test('who pauses matching is not found by others, until they go on', async () => {
    await ana.says('/settings matching:off');
    const bo = meet(await core.learner('Bo', { teaches: { Python: 6 }, learns: { Guitar: 3 } }));
    expect(cardOf(await bo.says('/match find')).title).toBe('Nobody fits yet');
    await ana.presses(button(await ana.says('/settings'), 'Match me'));
    expect(cardOf(await bo.says('/match find')).title).toMatch(/^You and Ana/);
  });
});
