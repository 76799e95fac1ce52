import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { complaints } from '../../../test/answer-rules.ts';
import { cardOf, openStory, wordsOf } from '../../../test/story.ts';
import { openDispatcher } from '../dispatch.ts';
import { commands } from '../registry.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close().catch(() => {}));

describe('when something is out of order', () => {
  test('who calls more often than their plan allows is asked to wait, in seconds', async () => {
    const ana = openStory(core)(await core.newcomer('Ana'));
    for (let calls = 0; calls < 60; calls += 1) await ana.says('/goals');
    const refused = await ana.says('/goals');
    expect(wordsOf(refused)).toMatch(/That was quick\. Wait (a second|\d+ seconds) and try again\./);
    const bo = openStory(core)(await core.newcomer('Bo'));
    expect(cardOf(await bo.says('/goals')).title).toBe('Your goals');
  });

  test('a command counts once, however much it reads', async () => {
    const cai = openStory(core)(await core.learner('Cai', { teaches: { Guitar: 5 } }));
    for (let calls = 0; calls < 60; calls += 1) expect(cardOf(await cai.says('/echo')).title).toBe('Hi Cai');
  });

  test('the day’s matches are so many, and it says from when there are more', async () => {
    const dee = openStory(core)(await core.learner('Dee', { teaches: { Chess: 7 } }));
    await core.services.database.prisma
      .$executeRaw`INSERT INTO usage_counters (user_id, day, kind, used) VALUES (${dee.userId}, '2027-03-01', 'matches', 10)`;
    const refused = await dee.says('/match find');
    expect(wordsOf(refused)).toContain(
      'That was today’s 10 matches of your plan. There are more from Tue 2 Mar, 00:00.',
    );
  });

  test('what nobody foresaw is a card with a number to tell us, and nothing of the inside', async () => {
    const eli = openStory(core)(await core.learner('Eli', { teaches: { Chess: 7 } }));
    await core.services.database.prisma.$executeRaw`ALTER TABLE learning_goals RENAME TO learning_goals_away`;
    try {
      for (const line of ['/goals', '/goals add title:x', '/goals update goal:1 progress:3', '/match find']) {
        const broken = await eli.says(line);
        expect(cardOf(broken).title, line).toBe('That was us');
        expect(wordsOf(broken), line).toMatch(/tell us this number: [0-9a-f]{8}$/m);
        expect(wordsOf(broken), line).not.toMatch(/learning_goals|prisma|relation|SELECT/i);
      }
    } finally {
      await core.services.database.prisma.$executeRaw`ALTER TABLE learning_goals_away RENAME TO learning_goals`;
    }
    expect(cardOf(await eli.says('/goals')).title).toBe('Your goals');
  });

  test('with the database gone every command still ends in one card', async () => {
    const fay = await core.learner('Fay', { teaches: { Chess: 7 } });
    const dispatcher = openDispatcher(core);
    const ctx = await dispatcher.context(fay.userId, 'playground');
    await core.close();
    for (const { path, options } of commands) {
      const some = Object.fromEntries(Object.keys(options).map((name) => [name, '1']));
      for (const given of [{}, some]) {
        const answer = await dispatcher.command(ctx, path, given);
        expect(complaints(answer), path).toEqual([]);
      }
    }
    const answer = await dispatcher.line(ctx, '/skills');
    expect(wordsOf(answer)).toMatch(/cannot reach its memory|Something broke on our side/);
  });
});
