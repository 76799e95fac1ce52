import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { button, cardOf, labelsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';
import { withoutHurry } from '../../../test/without-hurry.ts';

let core: TestCore;
let meet: ReturnType<typeof openStory>;
let ana: Voice;
let bo: Voice;
let eve: Voice;
let ids: { match: number; skill: number; goal: number; partnership: number };
beforeAll(async () => {
  core = await openTestCore();
  await withoutHurry(core);
  meet = openStory(core);
  ana = meet(await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } }));
  bo = meet(await core.learner('Bo', { teaches: { Python: 7 }, learns: { Guitar: 2 } }));
  eve = meet(await core.newcomer('Eve'));
  const api = await ana.api();
  const { matches } = await api.matching.generateMatches({});
  const match = matches[0]?.id ?? 0;
  await api.matching.respondToMatch({ matchId: match, action: 'accept' });
  const both = await (await bo.api()).matching.respondToMatch({ matchId: match, action: 'accept' });
  const [skill] = await api.skills.getMySkills();
  const goal = await api.goals.createGoal({ title: 'My secret goal' });
  ids = { match, skill: skill?.id ?? 0, goal: goal.id, partnership: both.partnershipId ?? 0 };
});
afterAll(() => core.close());

describe('the ids of other people', () => {
  test('open nothing and change nothing, and say no more than that they are not there', async () => {
    const tries: [string, Record<string, string>?][] = [
      [`match.why:${ids.match}`],
      [`match.accept:${ids.match}`],
      [`match.decline:${ids.match}`],
      [`skills.update:${ids.skill},,1`],
      [`skills.remove:${ids.skill},,yes`],
      [`goals.update:${ids.goal},100`],
      [`goals.remove:${ids.goal},yes`],
      [`match.feedback:${ids.partnership},1,no`],
      ['match.feedback', { partner: String(ids.partnership), rating: '1', recommend: 'no' }],
      ['skills.update', { skill: String(ids.skill), level: '1' }],
    ];
    for (const [id, values] of tries) {
      const answer = await eve.presses(id, values);
      expect(cardOf(answer).tone, id).toBe('trouble');
      expect(wordsOf(answer), id).toMatch(/is not one of your|is not there, or not yours|has ended, or is not yours/);
      expect(wordsOf(answer), id).not.toMatch(/secret|Guitar|Ana|Bo\b/);
    }
    expect(wordsOf(await ana.says('/skills'))).toContain('7/10');
    expect(wordsOf(await ana.says('/goals'))).toContain('0 %');
    expect(cardOf(await ana.says('/match partners')).rows).toHaveLength(1);
  });

  test('a button on somebody else’s card works for who presses it, as themselves', async () => {
    const profile = await ana.says('/profile view');
    expect(wordsOf(await eve.presses(button(profile, 'My skills')))).toContain('Everyone is both');
    const ask = await ana.says('/skills remove skill:guitar');
    expect(wordsOf(await eve.presses(button(ask, 'Remove it')))).toContain('is not one of your skills');
    expect(wordsOf(await ana.says('/skills'))).toContain('Guitar');
  });
});

describe('what a button meant before', () => {
  test('a match that was closed or has expired offers a new one', async () => {
    const [cai, dee] = [
      meet(await core.learner('Cai', { teaches: { Chess: 7 }, learns: { Origami: 2 } })),
      meet(await core.learner('Dee', { teaches: { Origami: 7 }, learns: { Chess: 2 } })),
    ];
    const found = await cai.says('/match find');
    const yes = button(found, 'Learn with Dee');
    core.clock.advance({ hours: 47, minutes: 59 });
    expect(cardOf(await cai.presses(button(found, 'Why?'))).footer).toMatch(/^Waits/);
    core.clock.advance({ minutes: 1 });
    const late = await cai.presses(yes);
    expect(wordsOf(late)).toContain('This match has expired');
    expect(labelsOf(late)).toContain('Find a partner');
    expect(cardOf(await dee.says('/match list')).rows).toHaveLength(0);
    const why = await cai.presses(button(found, 'Why?'));
    expect(cardOf(why).footer).toBe('This one expired');
    expect(labelsOf(why)).toEqual(['Find a partner']);
  });

  test.each([
    'nothing.here',
    'match.fly:1',
    'echo:a,b,c,d,e',
    'match.accept:%',
    'MATCH.ACCEPT:1',
    '__proto__',
    'constructor',
    'x'.repeat(100),
  ])('a button of another time says that it is one: %s', async (id) => {
    const stale = await ana.presses(id);
    expect(wordsOf(stale)).toContain('This button is from an earlier time');
    expect(cardOf(await ana.presses(button(stale, 'Home'))).title).toBe('Hi Ana');
  });

  test('ids that never were are answered', async () => {
    for (const id of [
      'match.accept:999999999',
      'match.accept:0',
      'match.why:-1',
      'skills.update:999999999,,3',
      'goals.remove:0,yes',
      'profile.view:%40nobody',
      'discover.skill:no-such-slug,teach',
    ])
      expect(cardOf(await ana.presses(id)).tone, id).toBe('trouble');
  });

  test('unknown fields of a form are refused by name', async () => {
    expect(wordsOf(await ana.presses('settings', { constructor: 'x' }))).toContain('no option called “constructor”');
    expect(wordsOf(await ana.presses('settings', { '\u202ebad**': 'x' }))).toContain('no option called “bad**”');
  });
});

describe('somebody who is gone', () => {
  test('is nobody’s partner, match or page any more, and what led to them still answers', async () => {
    const fay = meet(await core.learner('Fay', { teaches: { Sewing: 7 }, learns: { Juggling: 2 } }));
    const gus = meet(await core.learner('Gus', { teaches: { Juggling: 7 }, learns: { Sewing: 2 } }));
    const found = await fay.says('/match find');
    await core.services.database.prisma.user.update({ where: { id: gus.userId }, data: { deletedAt: new Date() } });
    expect(wordsOf(await fay.presses(button(found, 'Learn with Gus')))).toContain('This match is not there');
    expect(wordsOf(await fay.presses(button(found, 'Why?')))).toContain('This match is not there');
    expect(cardOf(await fay.presses(button(found, 'Profile'))).tone).toBe('trouble');
    expect(cardOf(await fay.says('/match list')).rows).toHaveLength(0);
    expect(wordsOf(await fay.says('/discover skill juggling'))).not.toContain('Gus');
  });
});
