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
      expect.stringMatching(/^on\n/),
    ]);
  });

  test('are changed by one line, all at once', async () => {
    expect(await facts('/settings timezone:tokyo dms:on quiet:22:00-08:00 matching:on')).toEqual([
      'English',
      'Asia/Tokyo',
      expect.stringMatching(/^on · quiet hours 22:00–08:00\n/),
      expect.stringMatching(/^on\n/),
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

  describe('where one is signed in', () => {
    const guest = () => core.as({ kind: 'guest', locale: 'en', origin: 'test', userAgent: 'Firefox/140.0 (Linux)' });
    const enter = async (who: Voice) => {
      const { path } = await (await who.api()).auth.openPages();
      return guest().auth.enterPages({ secret: path.split('#')[1] ?? '' });
    };
    const renews = (pass: string) =>
      guest()
        .auth.renewPages({ pass })
        .then(
          () => true,
          () => false,
        );

    test('is a list that pages; each is ended by its button', async () => {
      const cleo = meet(await core.learner('Cleo', { teaches: { Guitar: 7 } }));
      const entries = [];
      for (let count = 0; count < 6; count += 1) {
        core.clock.advance({ minutes: 1 });
        entries.push(await enter(cleo));
      }
      const first = await cleo.presses(button(await cleo.says('/settings'), 'Where you are signed in'));
      expect(cardOf(first).rows.map(({ title }) => title)).toEqual(Array(5).fill('Firefox · Linux'));
      expect(cardOf(first).rows[0]?.text).toMatch(/^your pages · last seen /);
      expect(wordsOf(first)).toContain('6 browsers are signed in as you');
      const second = await cleo.presses(button(first, 'Next'));
      expect(cardOf(second).rows).toHaveLength(1);
      const ended = await cleo.presses(cardOf(second).rows[0]?.action?.id ?? '');
      expect(cardOf(ended).title).toBe('Signed out there');
      expect(cardOf(ended).rows).toHaveLength(5);
      expect(await Promise.all([entries[0], entries[1]].map((entry) => renews(entry?.pass ?? '')))).toEqual([
        false,
        true,
      ]);
    });

    test('ends everywhere, after it is said what that does', async () => {
      const dee = meet(await core.learner('Dee', { teaches: { Guitar: 7 } }));
      const entries = [await enter(dee), await enter(dee)];
      const list = await dee.presses(button(await dee.says('/settings'), 'Where you are signed in'));
      const ask = await dee.presses(button(list, 'Sign out everywhere'));
      expect(wordsOf(ask)).toContain('Every browser that is signed in as you is signed out at once');
      expect(cardOf(await dee.presses(button(ask, 'Not now'))).rows).toHaveLength(2);
      expect(wordsOf(await dee.presses(button(ask, 'Sign out everywhere')))).toContain('2 sign-ins have ended');
      expect(await Promise.all(entries.map(({ pass }) => renews(pass)))).toEqual([false, false]);
      const none = await dee.presses(button(await dee.says('/settings'), 'Where you are signed in'));
      expect(wordsOf(none)).toContain('No browser is signed in as you');
    });
  });
});
