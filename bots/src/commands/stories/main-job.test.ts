import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { openNews } from '../../../test/news.ts';
import { button, cardOf, formOf, idsOf, labelsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';

let core: TestCore;
let ana: Voice;
let bo: Voice;
let news: ReturnType<typeof openNews>;
let worker: Awaited<ReturnType<TestCore['startWorker']>>;
beforeAll(async () => {
  core = await openTestCore();
  const meet = openStory(core);
  ana = meet(await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } }));
  bo = meet(await core.learner('Bo', { teaches: { Python: 6 }, learns: { Guitar: 3 }, timezone: 'Europe/Madrid' }));
  news = openNews(core);
  worker = await core.startWorker();
});
afterAll(async () => {
  await worker.stop();
  await core.close();
});

/** Waits for the push that brings this into somebody's inbox. */
async function told(who: Voice, title: string): Promise<void> {
  do await news.next(who.userId);
  while (!wordsOf(await who.says('/inbox')).includes(title));
}

describe('two people learn from each other', () => {
  test('find, ask why, say yes, be told, say yes back, be partners, say how it goes, vouch', async () => {
    const found = await ana.says('/match find');
    expect(cardOf(found).title).toMatch(/^You and Bo · \d+ %$/);
    expect(wordsOf(found)).toContain('One new match.');

    const why = await ana.presses(button(found, 'Why?'));
    expect(wordsOf(why)).toContain('Bo can teach you Python; you can teach Bo Guitar.');
    expect(wordsOf(why)).toContain('skills that fit each other');
    expect(labelsOf(why)).toEqual(['Learn with Bo', 'Not this time', 'Profile']);

    const waiting = await ana.presses(button(why, 'Learn with Bo'));
    expect(cardOf(waiting).title).toBe('You said yes to Bo');
    expect(cardOf(waiting).text).toContain('Wed 3 Mar');

    await told(bo, 'Ana wants to learn with you');
    expect(wordsOf(await bo.says('/echo'))).toContain('Ana would like to learn with you');
    const inbox = await bo.says('/inbox');
    const partners = await bo.presses(button(inbox, 'Learn with Ana'));
    expect(cardOf(partners).title).toBe('You and Ana are partners');
    await told(ana, 'You and Bo are partners');

    const list = await ana.says('/match partners');
    expect(wordsOf(list)).toContain('teaches you 🐍 Python · 6/10');
    const about = cardOf(list).selects.find(({ label }) => label === 'How is it going with…');
    const form = await ana.presses(about?.id ?? '', { partner: about?.choices[0]?.value ?? '' });
    const thanks = await ana.presses(formOf(form).id, {
      ...partnerOf(form),
      rating: '5',
      recommend: 'yes',
      comment: 'Patient',
    });
    expect(cardOf(thanks).title).toBe('Thank you for telling about Bo');
    const changed = await ana.says('/match feedback partner:@bo rating:4 recommend:no');
    expect(cardOf(changed).title).toBe('Your words about Bo are changed');

    await told(bo, 'Ana told how it is going');
    const vouch = formOf(await ana.presses(button(thanks, 'Endorse a skill')));
    const vouched = await ana.presses(vouch.id, { person: '@bo', skill: 'Python', comment: 'He **really** knows' });
    expect(cardOf(vouched).title).toBe('You vouched for Bo’s Python');
    await told(bo, 'Ana vouched for your Python');
    expect(wordsOf(await ana.says('/skills endorse person:@bo skill:Python'))).toContain(
      'You have already vouched for this',
    );
    expect(wordsOf(await bo.says('/skills list'))).toContain('1 endorsement');
  });

  test('saying yes once more changes nothing, and saying no now comes too late', async () => {
    const [match] = (await (await ana.api()).matching.getMatches({})).items;
    expect(cardOf(await ana.says(`/match accept ${match?.id}`)).title).toBe('You and Bo are partners');
    expect(wordsOf(await ana.says(`/match decline match:${match?.id}`))).toContain('This match is already closed');
    expect(cardOf(await ana.says('/match list status:accepted')).footer).toBe('You are partners');
  });

  test('who waited is told when the other lets it pass, and is not told who', async () => {
    const meet = openStory(core);
    const cai = meet(await core.learner('Cai', { teaches: { Chess: 7 }, learns: { Origami: 2 } }));
    const dee = meet(await core.learner('Dee', { teaches: { Origami: 7 }, learns: { Chess: 2 } }));
    await cai.presses(button(await cai.says('/match find'), 'Learn with Dee'));
    const list = await dee.says('/match list');
    await dee.presses(button(list, 'Not this time'));
    await told(cai, 'A match came to nothing');
    expect(wordsOf(await cai.says('/inbox'))).not.toContain('Dee');
    expect(cardOf(await cai.says('/match find')).title).toBe('Nobody fits yet');
  });

  test('matches that are over say so in a list of them', async () => {
    const meet = openStory(core);
    const eli = meet(await core.learner('Eli', { teaches: { Juggling: 7 }, learns: { Sewing: 2 } }));
    for (const name of ['Fay', 'Gus']) {
      const other = meet(await core.learner(name, { teaches: { Sewing: 7 }, learns: { Juggling: 2 } }));
      const found = await other.says('/match find');
      await other.presses(button(found, 'Learn with Eli'));
    }
    const waiting = await eli.says('/match list');
    expect(wordsOf(waiting)).toContain('Said yes to you');
    for (const id of idsOf(waiting).filter((id) => id.startsWith('match.why:')))
      await eli.presses(button(await eli.presses(id), (await labelWith(eli, id)) ?? ''));
    const accepted = await eli.says('/match list status:accepted');
    expect(cardOf(accepted).rows).toHaveLength(2);
    expect(wordsOf(accepted)).toContain('You are partners');
    expect(wordsOf(accepted)).not.toMatch(/waiting for them|Waits for your answer/);
  });
});

const labelWith = async (who: Voice, id: string) =>
  labelsOf(await who.presses(id)).find((label) => label.startsWith('Learn'));

/** The partner that a form has in it already, or its id carries. */
const partnerOf = (answer: Parameters<typeof formOf>[0]) => {
  const value = formOf(answer).fields.find(({ name }) => name === 'partner')?.value;
  return value === undefined ? {} : { partner: value };
};
