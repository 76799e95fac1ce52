import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionId, maxIdLength, readActionId } from './action-id.ts';

const names = ['skill', 'kind', 'level'];
const values = fc.record(
  { skill: fc.string({ unit: 'binary' }), kind: fc.string({ unit: 'grapheme' }), level: fc.string() },
  { requiredKeys: [] },
);

describe('the id of a button', () => {
  test.each([
    ['match accept', ['match'], { match: '42' }, 'match.accept:42'],
    ['skills add', names, { skill: 'a,b', level: '3' }, 'skills.add:a%2Cb,,3'],
    ['skills add', names, { skill: 'guitar' }, 'skills.add:guitar'],
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
        expect(names.map((_, index) => read?.values[index] ?? '')).toEqual(
          names.map((name) => given[name as 'skill'] ?? ''),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('is null at 101 characters and not at 100', () => {
    expect(actionId('a', ['b'], { b: 'x'.repeat(98) })).toHaveLength(100);
    expect(actionId('a', ['b'], { b: 'x'.repeat(99) })).toBeNull();
  });

  test('takes half a character for a character that is not known', () => {
    expect(actionId('echo', ['teach'], { teach: '\ud800' })).toBe('echo:%EF%BF%BD');
  });
});

describe('reading an id', () => {
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
