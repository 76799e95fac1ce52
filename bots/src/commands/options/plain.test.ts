import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { contextOf, problemOf, readBy } from '../../../test/reading.ts';
import type { CommandContext } from '../context.ts';
import { choice, integer, text, yesNo } from './plain.ts';

let core: TestCore;
let en: CommandContext;
let es: CommandContext;
beforeAll(async () => {
  core = await openTestCore();
  const ana = await core.newcomer('Ana');
  [en, es] = [await contextOf(core, ana), await contextOf(core, ana, 'es')];
});
afterAll(() => core.close());

describe('a text', () => {
  test.each([
    [' a  b\n c ', 'a b c'],
    ['\u202eevil\u202c\u0007', 'evil'],
    ['na\u0303o', 'não'],
    ['', ''],
  ])('of one line: %j is %j', async (typed, value) => {
    expect(await readBy(text(20), typed, en)).toBe(value);
  });

  test('of several lines keeps them', async () => {
    expect(await readBy(text(100, true), ' one\r\ntwo\n\n\n\nthree\u0000 ', en)).toBe('one\ntwo\n\nthree');
  });

  test('is as long as it may be, or says by how much it is too long', async () => {
    expect(await readBy(text(5), 'abcde', en)).toBe('abcde');
    expect(await problemOf(text(5), 'abcdef', en)).toMatchObject({
      key: 'problems.too_long',
      params: { max: 5, length: 6 },
    });
  });
});

describe('a whole number', () => {
  test.each<[string, number | string]>([
    ['1', 1],
    [' 10 ', 10],
    ['+3', 3],
    ['007', 7],
    ['0', 'problems.number'],
    ['11', 'problems.number'],
    ['-1', 'problems.number'],
    ['3.5', 'problems.number'],
    ['3,5', 'problems.number'],
    ['1e1', 'problems.number'],
    ['0x5', 'problems.number'],
    ['Infinity', 'problems.number'],
    ['NaN', 'problems.number'],
    ['five', 'problems.number'],
    ['٣', 'problems.number'],
    ['9'.repeat(10_000), 'problems.number'],
    ['\0', 'problems.number'],
  ])('from 1 to 10: %s is %s', async (typed, value) => {
    expect(await readBy(integer(1, 10), typed, en)).toBe(value);
  });
});

describe('one of a few', () => {
  const kind = choice('teach', 'learn');

  test('is understood by its word in either language, in any case', async () => {
    expect(await readBy(kind, ' TEACH ', en)).toBe('teach');
    expect(await readBy(kind, 'learn', es)).toBe('learn');
    for (const { value, label } of (await kind.suggest?.('', es)) ?? [])
      expect(await readBy(kind, label, es)).toBe(value);
  });

  test.each(['', 'taech', 'constructor', '__proto__', 'teach learn', 'x'.repeat(10_000)])(
    '%j is none, and all are offered',
    async (typed) => {
      const problem = await problemOf(kind, typed, en);
      expect(problem.alternatives.map(({ value }) => value)).toEqual(['teach', 'learn']);
      expect(String(problem.params.given).length).toBeLessThanOrEqual(40);
    },
  );

  test('what is said of a wrong one is never half a character', async () => {
    const problem = await problemOf(kind, `${'a'.repeat(39)}🎸🎸`, en);
    expect(String(problem.params.given).isWellFormed()).toBe(true);
  });
});

describe('yes or no', () => {
  test.each<[string, boolean]>([
    ['yes', true],
    ['No', false],
    ['TRUE', true],
    ['false', false],
    ['on', true],
    ['off', false],
    ['1', true],
    ['0', false],
    ['sí', true],
    ['si', true],
  ])('%s is %s', async (typed, value) => {
    expect(await readBy(yesNo, typed, en)).toBe(value);
  });

  test('nothing else is, least of all what objects have of themselves', async () => {
    for (const typed of ['constructor', '__proto__', 'toString', 'maybe', 'y'])
      expect(await readBy(yesNo, typed, en)).toBe('problems.choice');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (typed) => {
        expect([true, false, 'problems.choice']).toContain(await readBy(yesNo, typed, en));
      }),
    );
  });
});
