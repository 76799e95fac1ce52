import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../test/cpu-time.ts';
import { lineWords, parseLine } from './parse-line.ts';
import { commands } from './registry.ts';

const parse = (line: string) => parseLine(line, commands);

describe('a line as people type it', () => {
  test.each<[line: string, path: string, values: Record<string, string>]>([
    ['/echo', 'echo', {}],
    ['echo', 'echo', {}],
    ['   /echo  ', 'echo', {}],
    ['/ echo', 'echo', {}],
    ['/ECHO', 'echo', {}],
    ['/Match Find LIMIT:3', 'match find', { limit: '3' }],
    ['match   find   limit:3', 'match find', { limit: '3' }],
    ['/match find\tlimit:3\n', 'match find', { limit: '3' }],
    ['/match accept match:42', 'match accept', { match: '42' }],
    [
      '/skills add skill:"Music Theory" kind:teach level:8 years:3 about:"I make it \\"fun\\""',
      'skills add',
      { skill: 'Music Theory', kind: 'teach', level: '8', years: '3', about: 'I make it "fun"' },
    ],
    [
      '/profile availability timezone:Europe/Paris from:18:00 to:22:00 days:1,2,3',
      'profile availability',
      { timezone: 'Europe/Paris', from: '18:00', to: '22:00', days: '1,2,3' },
    ],
    [
      '/profile avatar url:https://example.org/a.png?b=c:d',
      'profile avatar',
      { url: 'https://example.org/a.png?b=c:d' },
    ],
    ['/skills add skill:"Guitar"kind:teach', 'skills add', { skill: 'Guitar', kind: 'teach' }],
    ['/skills add about:"never closed kind:teach', 'skills add', { about: 'never closed kind:teach' }],
    ['/skills add about:"ends in \\', 'skills add', { about: 'ends in \\' }],
    ['/skills add about:""', 'skills add', { about: '' }],
    ['/skills add skill: kind:teach', 'skills add', { skill: '', kind: 'teach' }],
    ['/skills add kind:teach skill:', 'skills add', { skill: '', kind: 'teach' }],
    ['/skills add colour:red', 'skills add', { colour: 'red' }],
    ['/skills add constructor:y', 'skills add', { constructor: 'y' }],
    [
      '/goals add title:"Aprobar el B2 de alemán" by:31/5/2027',
      'goals add',
      { title: 'Aprobar el B2 de alemán', by: '31/5/2027' },
    ],
    ['/goals add title:🎸🎸', 'goals add', { title: '🎸🎸' }],
    ['/skills add level:3 level:5', 'skills add', { level: '5' }],
  ])('%s', (line, path, values) => {
    expect(parse(line)).toEqual({ path, values });
  });
});

describe('words without a name', () => {
  test.each<[line: string, path: string, values: Record<string, string>]>([
    ['/help match', 'help', { command: 'match' }],
    ['/help match find', 'help', { command: 'match find' }],
    ['/help "match find"', 'help', { command: 'match find' }],
    ['/profile view @Mei', 'profile view', { person: '@Mei' }],
    ['/link K7QM-3XWD', 'link', { code: 'K7QM-3XWD' }],
    ['/link "k7qm 3xwd"', 'link', { code: 'k7qm 3xwd' }],
    ['/skills add Music Theory', 'skills add', { skill: 'Music Theory' }],
    ['/skills add "Music Theory" kind:teach', 'skills add', { skill: 'Music Theory', kind: 'teach' }],
    ['/skills add kind:teach Guitar', 'skills add', { skill: 'Guitar', kind: 'teach' }],
    ['/profile avatar https://example.org/a.png', 'profile avatar', { url: 'https://example.org/a.png' }],
    ['/skills endorse person:@mei Guitar', 'skills endorse', { person: '@mei', skill: 'Guitar' }],
    ['/room invite 1 @mei', 'room invite', { room: '1', person: '@mei' }],
    ['/room invite @mei Blues at noon', 'room invite', { person: '@mei', room: 'Blues at noon' }],
    ['/room invite 1 <@U012AB|mei.lin>', 'room invite', { room: '1', person: '<@U012AB|mei.lin>' }],
    ['/room invite 1 @mei @bo', 'room invite', { room: '1 @mei @bo' }],
    ['/room invite @mei', 'room invite', { room: '@mei' }],
    ['/room settings 1 @mei role:host', 'room settings', { room: '1', person: '@mei', role: 'host' }],
  ])('fill the first option that is open: %s', (line, path, values) => {
    expect(parse(line)).toEqual({ path, values });
  });

  test.each([
    ['/skills', 'skills list'],
    ['/SKILLS', 'skills list'],
    ['/goals', 'goals list'],
    ['/match', 'match list'],
    ['/profile', 'profile view'],
    ['/discover', 'discover skill'],
  ])('a group alone is what one wants to see of it: %s', (line, path) => {
    expect(parse(line)).toEqual({ path, values: {} });
  });

  test.each(['', ' ', '/', '/ '])('%j asks for help', (line) => {
    expect(parse(line)).toEqual({ path: 'help', values: {} });
  });

  test.each([
    ['hello there', 'hello there'],
    ['/skils add', 'skils add'],
    ['/skills fly', 'skills fly'],
    ['/discover suggestions now', 'discover suggestions now'],
    ['/echo guitar', 'echo guitar'],
    ['🎸', '🎸'],
    ['¿qué hago?', '¿qué hago?'],
    ['__proto__', '__proto__'],
  ])('%j is no command', (line, problem) => {
    expect(parse(line)).toEqual({ problem });
  });
});

describe('whatever is typed', () => {
  test('a value survives being written in quotes', () => {
    const written = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (about, skill) => {
        const line = `/skills add about:${written(about)} skill:${written(skill)} level:3`;
        expect(parse(line)).toEqual({ path: 'skills add', values: { about, skill, level: '3' } });
      }),
      { numRuns: 500 },
    );
  });

  test('never throws, and names no option by what objects have of themselves', () => {
    const pieces = fc.constantFrom(
      '/',
      'skills',
      ' ',
      'add',
      'about:',
      '"',
      '\\',
      '__proto__:x',
      'constructor:y',
      '\0',
      '‮',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), (parts) => {
        const parsed = parse(parts.join(''));
        if ('values' in parsed)
          expect(Object.values(parsed.values).every((value) => typeof value === 'string')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['words', 'a '],
    ['letters', 'a'],
    ['quotes', '"'],
    ['escapes', '"\\'],
    ['names', 'about:'],
    ['empty names', 'about: '],
    ['spaces', ' '],
  ])('time grows with the length, not with its square: %s', (_kind, unit) => {
    const took = (length: number) => {
      const line = `/skills add ${unit.repeat(length / unit.length)}`;
      return cpuTime(() => void parse(line));
    };
    // Four times the length: sixteen times the time would be a square.
    expect(took(20_000) / took(5_000)).toBeLessThan(10);
  });

  test('the words of a line', () => {
    expect(lineWords('a b:"c d" e: f:g "h i" j')).toEqual([
      { name: null, value: 'a' },
      { name: 'b', value: 'c d' },
      { name: 'e', value: '' },
      { name: 'f', value: 'g' },
      { name: null, value: 'h i' },
      { name: null, value: 'j' },
    ]);
  });
});
