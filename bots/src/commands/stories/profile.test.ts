import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { cardOf, filledIn, formOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';

let core: TestCore;
let ana: Voice;
let bo: Voice;
beforeAll(async () => {
  core = await openTestCore();
  const meet = openStory(core);
  ana = meet(await core.learner('Ana', { teaches: { Guitar: 7 } }));
  bo = meet(await core.learner('Bo', {}));
});
afterAll(() => core.close());

describe('when one has time', () => {
  test('is said in one line', async () => {
    const saved = await ana.says('/profile availability timezone:Europe/Paris from:18:00 to:22:00 days:1,2,3');
    expect(cardOf(saved).fields.map(({ value }) => value)).toEqual([
      'Europe/Paris',
      '18:00 to 22:00',
      'Monday, Tuesday, and Wednesday',
    ]);
  });

  test('is asked with what is known, and saved as the form shows it', async () => {
    const form = await ana.says('/profile availability');
    expect(filledIn(form)).toEqual({
      timezone: 'Europe/Paris',
      from: '18:00',
      to: '22:00',
      days: '1,2,3',
      flexible: 'yes',
    });
    const saved = await ana.presses(formOf(form).id, filledIn(form) as Record<string, string>);
    expect(cardOf(saved).title).toBe('Your hours are saved');
    expect(filledIn(await ana.says('/profile availability'))).toEqual(filledIn(form));
  });

  test('is asked with what the chat knows, where nothing was said', async () => {
    const kim = openStory(core)(await core.newcomer('Kim'), { timezone: 'Asia/Seoul' });
    expect(filledIn(await kim.says('/profile availability'))).toMatchObject({ timezone: 'Asia/Seoul', from: '18:00' });
  });
});

describe('a profile', () => {
  test('is shown to others as it was written, and formats nothing', async () => {
    await ana.says(
      '/profile edit headline:"**Bold** [x](https://evil.example)" bio:"> one\n- two" location:"`Lisboa`" languages:"en, pt-BR, Klingon" website:example.org mentor:yes',
    );
    const card = cardOf(await bo.says('/profile view @ana'));
    expect(card.title).toBe('Ana · @ana');
    expect(card.text).toContain('**\\*\\*Bold\\*\\* \\[x\\](https://evil.example)**');
    expect(card.text).toContain('> \\> one\n> \\- two');
    expect(wordsOf({ card })).toContain('English, Brazilian Portuguese, and Klingon');
    expect(wordsOf({ card })).toContain('https://example.org');
    expect(wordsOf({ card })).toContain('10:00 (Europe/Paris)');
  });

  test('is seen by the channel where it is another’s, by oneself alone where it is one’s own', async () => {
    expect(await bo.says('/profile view @ana')).toMatchObject({ isPublic: true });
    expect(await ana.says('/profile view')).toMatchObject({ isPublic: false });
    expect(await ana.says('/profile view @ana')).toMatchObject({ isPublic: false });
  });

  test('an answer left empty in the form takes it away', async () => {
    const form = await ana.says('/profile edit');
    await ana.presses(formOf(form).id, { ...filledIn(form), bio: '', location: '' } as Record<string, string>);
    const words = wordsOf(await bo.says('/profile view @ana'));
    expect(words).toContain('**Bold**');
    expect(words).not.toContain('Lisboa');
    expect(words).not.toContain('two');
  });

  test('shows whatever was taken for a language', async () => {
    for (const tag of ['en-12', 'en-abc', 'xx-a1', 'zz', 'constructor', 'e', '-', 'en_US', '🎸']) {
      await ana.says(`/profile edit languages:"${tag}"`);
      expect(cardOf(await bo.says('/profile view @ana')).title, tag).toBe('Ana · @ana');
    }
  });

  test('counts an emoji as chats do, and says so before the database would', async () => {
    const long = await ana.says(`/profile edit bio:"${'🎸'.repeat(300)}"`);
    expect(wordsOf(long)).toContain('500 is the most');
  });

  test('a wrong language or address is named by its question', async () => {
    expect(wordsOf(await ana.says(`/profile edit languages:"${'x'.repeat(60)}"`))).toContain('Languages you speak');
    expect(wordsOf(await ana.says('/profile edit website:"not a page"'))).toContain('like example.org');
  });

  test('a picture is set by its address', async () => {
    const set = await ana.says('/profile avatar https://cdn.discordapp.com/avatars/1/me.png');
    expect(cardOf(set).picture).toEqual({ url: 'https://cdn.discordapp.com/avatars/1/me.png', alt: 'Picture of Ana' });
    for (const url of [
      'http://example.org/a.png',
      'javascript:alert(1)',
      'https://me:secret@example.org/',
      'https://example.org/me.png',
      'nothing',
    ])
      expect(wordsOf(await ana.says(`/profile avatar url:${url}`))).toContain(
        'it should be the address of your picture on Discord',
      );
  });
});
