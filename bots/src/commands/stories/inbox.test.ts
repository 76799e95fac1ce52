import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { openNews } from '../../../test/news.ts';
import { button, cardOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';

let core: TestCore;
let ana: Voice;
let bo: Voice;
let worker: Awaited<ReturnType<TestCore['startWorker']>>;
beforeAll(async () => {
  core = await openTestCore();
  const meet = openStory(core);
  const skills = { Guitar: 7, Python: 7, Chess: 7, Sewing: 7, Origami: 7, Juggling: 7, Drumming: 7 };
  ana = meet(await core.learner('Ana', { teaches: skills }));
  bo = meet(await core.learner('Bo', {}));
  const news = openNews(core);
  worker = await core.startWorker();
  for (const [index, skill] of Object.keys(skills).entries()) {
    // A day takes five of one person for another.
    if (index === 5) core.clock.advance({ hours: 24 });
    await bo.says(`/skills endorse person:@ana skill:${skill}`);
    await news.next(ana.userId);
  }
});
afterAll(async () => {
  await worker.stop();
  await core.close();
});

describe('the inbox', () => {
  test('is empty at first, and says what will be there', async () => {
    expect(wordsOf(await bo.says('/inbox'))).toContain('Matches, answers and endorsements will be here');
  });

  test('shows what is new on the home card, and reading it makes it old', async () => {
    const home = await ana.says('/echo');
    expect(wordsOf(home)).toContain('7 new');
    const first = await ana.presses(button(home, 'Inbox'));
    expect(cardOf(first).text).toBe('7 are new.');
    expect(cardOf(first).rows.map(({ title }) => title)[0]).toMatch(/^Bo vouched for your /);
    expect(cardOf(first).rows).toHaveLength(5);
    const second = await ana.presses(button(first, 'Next'));
    expect(cardOf(second).rows).toHaveLength(2);
    expect(cardOf(second).text).toBe('All read.');
    expect(wordsOf(await ana.says('/echo'))).toContain('all read');
  });

  test('keeps each button once, however many entries lead to the same', async () => {
    const { rows } = cardOf(await ana.says('/inbox'));
    expect(rows.filter(({ action }) => action?.id === 'profile.view:person=@bo')).toHaveLength(1);
  });

  test('goes to the last page where one asks for a later one', async () => {
    expect(cardOf(await ana.says('/inbox page:1000000')).footer).toBe('Page 2 of 2 · 7 in all');
  });

  test('lets go of what was about somebody who is gone', async () => {
    await core.services.database.prisma.user.update({ where: { id: bo.userId }, data: { deletedAt: new Date() } });
    expect(wordsOf(await ana.says('/inbox'))).toContain('Nothing yet');
  });
});
