import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { cardOf, formOf, labelsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';
import { withoutHurry } from '../../../test/without-hurry.ts';
import { commands } from '../registry.ts';

let core: TestCore;
let ana: Voice;
beforeAll(async () => {
  core = await openTestCore();
  await withoutHurry(core);
  ana = openStory(core)(await core.learner('Ana', { teaches: { Guitar: 7 } }));
});
afterAll(() => core.close());

describe('what is not understood is said by name, with what would be', () => {
  test.each([
    ['/skills add skill:guitar kind:sell level:3', 'It should be one of teach and learn, not “sell”.'],
    ['/skills add skill:guitar kind:teach level:11', 'It should be a whole number from 1 to 10, not “11”.'],
    ['/skills add skill:guitar kind:teach level:ten', 'not “ten”'],
    ['/skills add skill:guitar kind:teach level:3 years:-1', 'from 0 to 100'],
    ['/skills update skill:chess level:3', '“chess” is not one of your skills.'],
    ['/goals add title:x by:30/2/2027', '“30/2/2027” is not a day. Write it as 2027-06-01'],
    ['/profile availability from:25:00', '“25:00” is not a time of day.'],
    ['/profile availability days:8', '“8” does not name days.'],
    ['/profile availability timezone:Mordor', '“Mordor” is not a time zone'],
    ['/settings language:fr', 'one of en and es'],
    ['/settings quiet:always', 'does not name quiet hours'],
    ['/match find limit:0', 'from 1 to 25'],
    ['/match accept match:abc', 'None of your open matches is with “abc”'],
    ['/profile view person:@nobody', 'Nobody here is called'],
    ['/inbox page:0', 'from 1 to 1,000,000'],
    ['/match find colour:red', 'There is no option called “colour” here. These there are: limit and fresh.'],
    ['/discover suggestions x:y', 'This command takes no options'],
    ['/echo constructor:y', 'takes no options, so “constructor” says nothing to it'],
    ['/skills add __proto__:x kind:teach level:1', 'We don’t have “__proto__:x” yet'],
    ['/skills add skill:Music kind:teach level:1', 'Which part of it?'],
    ['/skills add skill:idk kind:learn level:1', 'We don’t have “idk” yet'],
    ['/skills endorse person:@ana skill:falconry', 'We don’t have “falconry” yet'],
    ['/skills endorse person:@ana skill:guitar', 'That is your own skill.'],
  ])('%s', async (line, sentence) => {
    const answer = await ana.says(line);
    expect(cardOf(answer).tone).toBe('trouble');
    expect(wordsOf(answer)).toContain(sentence);
  });

  test('a number that an option does not know leaves nothing changed', async () => {
    await ana.says('/skills update skill:guitar level:99');
    expect(wordsOf(await ana.says('/skills'))).toContain('7/10');
  });
});

const strange = {
  'ten thousand characters': 'wörd '.repeat(2_000),
  'emoji without end': '👩‍👩‍👧‍👦'.repeat(400),
  'control characters, marks that turn the text, half a character':
    '\u0000\u0007\u001b[31m\u202eevil\u202c\u2066\ud800',
  'names of objects': '__proto__',
  'Markdown, mentions and a query': "**[x](https://evil.example)** <@1> @everyone ` '; DROP TABLE users; -- % _ \\",
  'nothing to see': '\u200b\ufeff',
};

describe.each(Object.entries(strange))('%s', (kind, text) => {
  test.each(commands)('in every option of /$path gets one answer', async ({ path, options }) => {
    for (const name of Object.keys(options)) {
      const id = path.replace(' ', '.');
      const answer = await ana.presses(id, { [name]: text });
      expect('card' in answer || 'form' in answer, `${name}: ${kind}`).toBe(true);
      const words = 'card' in answer ? wordsOf(answer) : formOf(answer).title;
      expect(words).not.toMatch(/Something broke/);
      for (const unseen of ['\u0000', '\u0007', '\u202e', '\u2066']) expect(words).not.toContain(unseen);
    }
  });
});

describe('where only the form knows what is missing', () => {
  test('each command that needs something asks for it', async () => {
    for (const { path, options, form } of commands) {
      if (!Object.values(options).some(({ required }) => required)) continue;
      const answer = await ana.says(`/${path}`);
      if ('form' in answer) expect(formOf(answer).fields.map(({ name }) => name)).toEqual(form);
      else expect(labelsOf(answer).length, path).toBeGreaterThan(0);
    }
  });
});
