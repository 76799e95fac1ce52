import { answerWishes } from '@echochat/core/skills/answer-wishes.ts';
import { dropSkillTree } from '@echochat/core/skills/load-tree.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { button, cardOf, filledIn, labelsOf, openStory, wordsOf } from '../../../test/story.ts';
import { withoutHurry } from '../../../test/without-hurry.ts';

let core: TestCore;
let meet: ReturnType<typeof openStory>;
beforeAll(async () => {
  core = await openTestCore();
  meet = openStory(core);
  await withoutHurry(core);
  await core.learner('Mei', { teaches: { Cello: 8 }, learns: { Chess: 2 } });
});
afterAll(() => core.close());

describe('a field', () => {
  test('to learn is taken whole, or a part of it', async () => {
    const ana = meet(await core.newcomer('Ana'));
    const asked = await ana.says('/skills add skill:Maths kind:learn level:1');
    expect(wordsOf(asked)).toContain('Mathematics is a whole field. All of it, or which part?');
    expect(labelsOf(asked)[0]).toBe('All of Mathematics');
    expect(cardOf(await ana.presses(button(asked, 'All of Mathematics'))).title).toBe('You want to learn Mathematics');
    expect(cardOf(await ana.presses(button(asked, '⚡ Mental Arithmetic'))).title).toBe(
      'You want to learn Mental Arithmetic',
    );
  });

  test('to teach is a part of it', async () => {
    const bo = meet(await core.newcomer('Bo'));
    const asked = await bo.says('/skills add skill:Music kind:teach level:7');
    expect(labelsOf(asked)[0]).toBe('🎸 Guitar');
    expect(labelsOf(asked)).not.toContain('All of Music');
  });

  test('is looked through for who teaches any of it', async () => {
    const cai = meet(await core.newcomer('Cai'));
    const found = await cai.says('/discover skill music');
    expect(wordsOf(found)).toContain('Mei');
    expect(filledIn(await cai.presses(button(found, 'Add it to my skills')))).toMatchObject({ skill: 'music*' });
  });
});

describe('several at once', () => {
  test('are all added, and one that is there already stays', async () => {
    const dee = meet(await core.newcomer('Dee'));
    await dee.says('/skills add skill:Java kind:learn level:3');
    const added = await dee.says('/skills add skill:"Python, Java y ajedrez" kind:learn level:1');
    expect(cardOf(added).title).toBe('You want to learn Python, Java, and Chess');
    expect(wordsOf(await dee.says('/skills list'))).toMatch(/Java.*3\/10|3\/10.*Java/s);
  });

  test('of which one is misspelt, that one is asked about, with the others kept', async () => {
    const eve = meet(await core.newcomer('Eve'));
    const asked = await eve.says('/skills add skill:"Chess, gutiar" kind:teach level:5');
    expect(wordsOf(asked)).toContain('We don’t have “gutiar” yet. Did you mean one of these?');
    expect(cardOf(await eve.presses(button(asked, '🎸 Guitar'))).title).toBe('You teach Chess and Guitar');
  });

  test('of which one is asked about whose name stands in another’s, the other stays whole', async () => {
    const ike = meet(await core.newcomer('Ike'));
    const asked = await ike.says('/skills add skill:"music theory, music" kind:teach level:5');
    expect(cardOf(await ike.presses(button(asked, '🎸 Guitar'))).title).toBe('You teach Music Theory and Guitar');
  });

  test('are a newcomer’s answers too, and what is not here yet is kept', async () => {
    const fay = meet(await core.newcomer('Fay'));
    const met = await fay.presses('echo', { teach: 'Chess & poker', learn: 'cello, falconry', timezone: 'Mumbai' });
    expect(cardOf(met).title).toMatch(/^You and Mei/);
    expect(wordsOf(met)).toContain('We don’t have “falconry” yet');
    const list = await fay.says('/skills list');
    expect(wordsOf(list)).toContain('Waiting until we have it: “falconry”.');
    for (const name of ['Chess', 'Poker', 'Cello']) expect(wordsOf(list)).toContain(name);
    expect(wordsOf(await fay.says('/settings'))).toContain('Asia/Kolkata');
  });
});

describe('what is not here yet', () => {
  test('is kept, said to be, and answered when it is here', async () => {
    const gil = meet(await core.newcomer('Gil'));
    const kept = await gil.says('/skills add skill:"Beard grooming" kind:learn level:1');
    expect(cardOf(kept).title).toBe('Kept for you');
    expect(wordsOf(kept)).toContain('“Beard grooming”');
    const { prisma } = core.services.database;
    const field = await prisma.skillCategory.findUniqueOrThrow({ where: { slug: 'wellbeing' } });
    await prisma.skillCategory.create({
      data: { slug: 'beard-grooming', name: 'Beard Grooming', parentId: field.id, type: 'lifestyle' },
    });
    await dropSkillTree(core.services);
    await answerWishes.run({}, core.services);
    const list = await gil.says('/skills list');
    expect(wordsOf(list)).toContain('Beard Grooming');
    expect(wordsOf(list)).not.toContain('Waiting until');
  });

  test('can be forgotten from the list', async () => {
    const hal = meet(await core.newcomer('Hal'));
    await hal.says('/skills add skill:Curling kind:learn level:1');
    const [menu] = cardOf(await hal.says('/skills list')).selects;
    const left = await hal.presses(menu?.id ?? '', { forget: menu?.choices[0]?.value ?? '' });
    expect(wordsOf(left)).not.toContain('Curling');
  });
});
