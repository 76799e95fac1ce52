import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { button, cardOf, labelsOf, openStory, wordsOf } from '../../../test/story.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

test('open matches that fill the list do not hide whom a new skill would bring: looking for more finds them', async () => {
  const meet = openStory(core);
  for (let index = 1; index <= 7; index += 1) await core.learner(`Learner${index}`, { learns: { Guitar: 3 } });
  await core.learner('Yuki', { teaches: { Japanese: 6 }, learns: { Guitar: 3 } });
  const ana = meet(await core.learner('Ana', { teaches: { Guitar: 7 } }));
  expect(labelsOf(await ana.says('/match find'))).not.toContain('Look for more');

  await ana.says('/skills add skill:Japanese kind:learn level:2');
  const again = await ana.says('/match find');
  expect(wordsOf(again)).toContain('still wait for your answer');

  const more = await ana.presses(button(again, 'Look for more'));
  expect(cardOf(more).title).toMatch(/^You and Yuki · \d+ %$/);
  expect(cardOf(more).rows).toHaveLength(4);
  expect(cardOf(await ana.presses(button(more, 'My matches'))).rows).toHaveLength(5);
});
