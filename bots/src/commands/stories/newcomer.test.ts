import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { button, cardOf, filledIn, formOf, labelsOf, openStory, wordsOf } from '../../../test/story.ts';

let core: TestCore;
let meet: ReturnType<typeof openStory>;
beforeAll(async () => {
  core = await openTestCore();
  meet = openStory(core);
  await core.learner('Mei', { teaches: { Python: 8 }, learns: { Guitar: 2 }, timezone: 'Asia/Tokyo' });
});
afterAll(() => core.close());

describe('a newcomer’s first minute', () => {
  test('three answers, and somebody who fits is there in the same breath', async () => {
    const luz = meet(await core.newcomer('Luz'), { timezone: 'America/Bogota' });
    const asked = await luz.says('/echo');
    expect(formOf(asked)).toMatchObject({ id: 'echo', title: 'Welcome to EchoChat', submit: 'Find my first partner' });
    expect(filledIn(asked)).toEqual({ teach: undefined, learn: undefined, timezone: 'America/Bogota' });
    expect(formOf(asked).fields.every(({ required }) => required)).toBe(true);

    const met = await luz.presses('echo', { teach: 'guitar', learn: 'Python', timezone: 'bogota' });
    expect(wordsOf(met)).toContain('Welcome, Luz. Somebody already fits.');
    expect(cardOf(met).title).toMatch(/^You and Mei · \d+ %$/);
    expect(labelsOf(met)).toContain('Learn with Mei');
    // By the clocks of where she has just said to be: two days from nine in the morning in UTC.
    expect(cardOf(met).footer).toContain('Wed 3 Mar, 04:00');

    const home = await luz.says('/echo');
    expect(cardOf(home).title).toBe('Hi Luz');
    expect(wordsOf(home)).toContain('One match waits for your answer.');
    expect(cardOf(await luz.presses(button(home, 'My matches'))).title).toMatch(/^You and Mei/);
  });

  test('an answer that is not understood is asked again, with the others kept', async () => {
    const kim = meet(await core.newcomer('Kim'));
    const unsure = await kim.presses('echo', { teach: 'gutiar', learn: 'Python', timezone: 'Lisbon' });
    expect(wordsOf(unsure)).toContain('Did you mean one of these?');
    const met = await kim.presses(button(unsure, '🎸 Guitar'));
    expect(cardOf(met).title).toMatch(/^You and Mei/);
    expect(cardOf(await kim.says('/settings')).fields[1]?.value).toBe('Europe/Lisbon');
  });

  test('with answers missing the questions come again, and nothing is kept', async () => {
    const pat = meet(await core.newcomer('Pat'));
    const again = await pat.presses('echo', { teach: 'Guitar', learn: '  ', timezone: 'Lisbon' });
    expect(filledIn(again)).toEqual({ teach: 'Guitar', learn: undefined, timezone: 'Europe/Lisbon' });
    expect(wordsOf(await pat.says('/skills list'))).toContain('Everyone is both');
  });

  test('looking for a partner before saying anything asks the same three questions', async () => {
    const sam = meet(await core.newcomer('Sam'));
    expect(formOf(await sam.says('/match find')).id).toBe('echo');
  });

  test('where nobody fits, the next step is offered', async () => {
    const ida = meet(await core.newcomer('Ida'));
    const alone = await ida.presses('echo', { teach: 'Origami', learn: 'Juggling', timezone: 'Oslo' });
    expect(cardOf(alone).title).toBe('Welcome, Ida');
    for (const label of labelsOf(alone)) expect(await ida.presses(button(alone, label))).toBeDefined();
  });

  test('everything can be opened by somebody who has nothing yet', async () => {
    const max = meet(await core.newcomer('Max'));
    for (const line of [
      '/match list',
      '/match partners',
      '/match why',
      '/match accept',
      '/match decline',
      '/match feedback',
      '/skills list',
      '/skills update',
      '/skills remove',
      '/skills browse',
      '/goals list',
      '/goals update',
      '/goals remove',
      '/profile view',
      '/profile edit',
      '/profile availability',
      '/inbox',
      '/settings',
      '/discover mentors',
      '/discover suggestions',
      '/discover skill guitar',
    ])
      expect(await max.says(line), line).toBeDefined();
  });
});
