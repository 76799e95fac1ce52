import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionId, maxIdLength, readActionId, valuesOfId } from './action-id.ts';

const names = ['skill', 'kind', 'level'];
const values = fc.record(
  { skill: fc.string({ unit: 'binary' }), kind: fc.string({ unit: 'grapheme' }), level: fc.string() },
  { requiredKeys: [] },
);

describe('the id of a button', () => {
  test.each([
    ['match accept', ['match'], { match: '42' }, 'match.accept:match=42'],
    ['skills add', names, { skill: 'a,b', level: '3' }, 'skills.add:skill=a%2Cb,level=3'],
    ['skills add', names, { skill: '@a:b/c+d' }, 'skills.add:skill=@a:b/c+d'],
    ['skills add', names, { skill: '', kind: 'x=y;z?~' }, 'skills.add:skill=,kind=x%3Dy%3Bz%3F~'],
    ['echo', ['teach'], {}, 'echo'],
    ['skills add', names, { unknown: 'x' }, 'skills.add'],
  ])('%s with %j %j is %s', (path, options, given, id) => {
    expect(actionId(path, options, given)).toBe(id);
  });

  test('gives back the command and every value, or is null where it would be too long', () => {
    fc.assert(
      fc.property(values, (given) => {
        const id = actionId('skills add', names, given);
        if (id === null) return;
        expect(id.length).toBeLessThanOrEqual(maxIdLength);
        const read = readActionId(id);
        expect(read?.path).toBe('skills add');
        expect(read && valuesOfId(read, names)).toEqual(
          Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.toWellFormed()])),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('is null at 101 characters and not at 100', () => {
    expect(actionId('a', ['b'], { b: 'x'.repeat(96) })).toHaveLength(100);
    expect(actionId('a', ['b'], { b: 'x'.repeat(97) })).toBeNull();
  });

  test('takes half a character for a character that is not known', () => {
    expect(actionId('echo', ['teach'], { teach: '\ud800' })).toBe('echo:teach=%EF%BF%BD');
  });

  test('may hold a key in place of values, and open the form', () => {
    const id = actionId('skills add', names, { level: '3' }, { kept: '0abc', asks: 'kind' }) ?? '';
    expect(id).toBe('skills.add?kind:~=0abc,level=3');
    expect(readActionId(id)).toEqual({
      path: 'skills add',
      named: { level: '3' },
      ordered: [],
      kept: '0abc',
      asks: 'kind',
    });
    expect(readActionId('skills.add?')).toEqual({ path: 'skills add', named: {}, ordered: [], asks: '' });
  });
});

describe('reading an id', () => {
  test.each([
    ['skills.add:level=3,skill=guitar', { level: '3', skill: 'guitar' }],
    // As ids were written at first.
    ['skills.add:guitar,,3', { skill: 'guitar', level: '3' }],
    ['skills.add:%40bo', { skill: '@bo' }],
    ['skills.add:a,b,c,d', null],
    ['skills.add:color=red', null],
    ['skills.add:__proto__=1', null],
  ])('%j gives %j', (id, values) => {
    const read = readActionId(id);
    expect(read && valuesOfId(read, names)).toEqual(values);
  });

  test.each([
    '',
    ':',
    ' ',
    '.',
    'Match.accept:1',
    'match.accept.now',
    'match accept:1',
    'match.:1',
    '__proto__',
    'echo:%',
    'echo:%ff',
    'echo:%E0%A4%A',
    `echo:${'1'.repeat(100)}`,
    '🎸',
  ])('%j is none', (id) => {
    expect(readActionId(id)).toBeNull();
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (id) => void readActionId(id)));
  });
});
