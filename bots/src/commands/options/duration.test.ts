import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { contextOf, problemOf, readBy } from '../../../test/reading.ts';
import type { CommandContext } from '../context.ts';
import { duration } from './duration.ts';
import { readMinutes } from './duration-rules.ts';

let core: TestCore;
let en: CommandContext;
let es: CommandContext;
beforeAll(async () => {
  core = await openTestCore();
  const ana = await core.newcomer('Ana');
  [en, es] = [await contextOf(core, ana), await contextOf(core, ana, 'es')];
});
afterAll(() => core.close());

describe('a length', () => {
  test.each<[string, number | string]>([
    ['45', 45],
    [' 45 min ', 45],
    ['45 minutes.', 45],
    ['45m', 45],
    ['1h', 60],
    ['1 H', 60],
    ['1.5 h', 90],
    ['1,5h', 90],
    ['1h30', 90],
    ['1h 30', 90],
    ['1 h 30 min', 90],
    ['1:30', 90],
    ['1 hour and 15 minutes', 75],
    ['an hour', 60],
    ['two hours', 120],
    ['half an hour', 30],
    ['an hour and a half', 90],
    ['one and a half hours', 90],
    ['three quarters of an hour', 45],
    ['90 minutos', 90],
    ['una hora', 60],
    ['dos horas', 120],
    ['media hora', 30],
    ['hora y media', 90],
    ['una hora y media', 90],
    ['2 horas y media', 150],
    ['un cuarto de hora', 15],
    ['tres cuartos de hora', 45],
    ['15', 15],
    ['240', 240],
    ['4 h', 240],
    ['14', 'problems.duration'],
    ['241', 'problems.duration'],
    ['5h', 'problems.duration'],
    ['1h90', 'problems.duration'],
    ['-30', 'problems.duration'],
    ['1e2', 'problems.duration'],
    ['h', 'problems.duration'],
    ['an', 'problems.duration'],
    ['1 hour 1 hour', 'problems.duration'],
    ['a while', 'problems.duration'],
    ['constructor hours', 'problems.duration'],
    ['', 'problems.duration'],
    ['\0', 'problems.duration'],
    ['9'.repeat(10_000), 'problems.duration'],
  ])('%j is %s', async (typed, minutes) => {
    expect(await readBy(duration, typed, en)).toBe(minutes);
    expect(await readBy(duration, typed, es)).toBe(minutes);
  });

  test('a refusal says what may be and offers the usual', async () => {
    const problem = await problemOf(duration, 'a while', en);
    expect(problem.params).toEqual({ given: 'a while', min: 15, max: 240 });
    expect(problem.alternatives.map(({ value }) => value)).toEqual(['30', '45', '60', '90']);
  });

  test('what is suggested is understood, as label and as value', async () => {
    for (const ctx of [en, es])
      for (const typed of ['', '4', '1h15', 'nothing'])
        for (const { value, label } of (await duration.suggest?.(typed, ctx)) ?? [])
          expect(await readBy(duration, label, ctx), label).toBe(await readBy(duration, value, ctx));
    expect((await duration.suggest?.('4', en))?.map(({ label }) => label)).toEqual(['45 minutes']);
    expect((await duration.suggest?.('1h15', es))?.map(({ label }) => label)).toEqual(['75 minutos']);
  });
});

test('hours and minutes are read back as they are written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 59 }), (hours, minutes) => {
      for (const written of [`${hours}h${minutes}`, `${hours} h ${minutes} min`, `${hours} horas y ${minutes} minutos`])
        expect(readMinutes(written), written).toBe(hours * 60 + minutes);
    }),
  );
});

test('anything typed is a whole number of minutes or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (typed) => {
      const minutes = readMinutes(typed);
      expect(minutes === null || (Number.isInteger(minutes) && minutes >= 0)).toBe(true);
    }),
  );
});
