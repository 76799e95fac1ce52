import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import type { CommandContext } from './context.ts';
import { openDispatcher } from './dispatch.ts';
import { lineWords } from './parse-line.ts';
import { suggestField, suggestLine } from './suggest.ts';

let core: TestCore;
let ana: Person;
let ctx: CommandContext;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.learner('Ana', { teaches: { Guitar: 7, 'Music Theory': 5 }, learns: { Python: 2 } });
  await core.learner('Bo Ek', { teaches: { Python: 6 }, learns: { Guitar: 3 } });
  ctx = await openDispatcher(core).context(ana.userId, 'playground');
});
afterAll(() => core.close());

const labels = async (line: string) => (await suggestLine(ctx, line)).map(({ label }) => label);
const inserts = async (line: string) => (await suggestLine(ctx, line)).map(({ insert }) => insert);

describe('commands', () => {
  test.each([
    [
      '/ma',
      [
        '/match find',
        '/match list',
        '/match why',
        '/match accept',
        '/match decline',
        '/match partners',
        '/match feedback',
      ],
    ],
    ['match l', ['/match list']],
    ['  /GOALS A', ['/goals add']],
    ['/skills add', ['/skills add']],
    ['/nothing', []],
  ])('%s', async (line, expected) => {
    expect(await labels(line)).toEqual(expected);
  });

  test('all that fit are offered for a slash alone, each with what it does', async () => {
    const all = await suggestLine(ctx, '/');
    expect(all).toHaveLength(25);
    expect(all[0]).toEqual({ label: '/echo', detail: expect.stringContaining('Your home'), insert: '/echo ' });
  });
});

describe('options', () => {
  test.each([
    ['/match find ', ['limit:', 'fresh:']],
    ['/match find f', ['fresh:']],
    ['/match find limit:3 ', ['fresh:']],
    ['/MATCH FIND LIMIT:3 ', ['fresh:']],
    ['/skills add skill:"Music Theory" kind:teach ', ['level:', 'years:', 'about:']],
    ['/skills add about:"what kind: any" ', ['skill:', 'kind:', 'level:', 'years:']],
    ['/skills remove ', ['skill:', 'kind:']],
    ['/echo ', []],
    ['/inbox ', []],
    ['/match list status:pending ', []],
  ])('%s', async (line, expected) => {
    expect(await labels(line)).toEqual(expected);
  });

  test('say whether they are needed, and keep what is typed already', async () => {
    expect((await suggestLine(ctx, '/goals add '))[0]).toEqual({
      label: 'title:',
      detail: 'required',
      insert: '/goals add title:',
    });
    expect(await inserts('/match find limit:3 fr')).toEqual(['/match find limit:3 fresh:']);
  });
});

describe('values', () => {
  test('of a skill, in quotes where it has spaces', async () => {
    expect(await inserts('/skills add skill:music theo')).toEqual([]);
    expect((await inserts('/skills add skill:"music theo'))[0]).toBe('/skills add skill:"Music Theory" ');
    expect((await inserts('/skills add kind:teach skill:guit'))[0]).toBe('/skills add kind:teach skill:Guitar ');
  });

  test('of the next skill of several keep those before it, and of a field begin with it', async () => {
    expect((await inserts('/skills add skill:"Python, guit'))[0]).toBe('/skills add skill:"Python, Guitar" ');
    expect((await labels('/skills add skill:maths'))[0]).toBe('🧮 Mathematics');
  });

  test('of a person, a choice, a time zone, days, and of what is one’s own', async () => {
    expect(await labels('/profile view person:@b')).toEqual(['Bo Ek']);
    expect(await inserts('/profile view person:bo')).toEqual(['/profile view person:@bo_ek ']);
    expect(await inserts('/skills add kind:')).toEqual(['/skills add kind:teach ', '/skills add kind:learn ']);
    expect(await inserts('/skills add kind:l')).toEqual(['/skills add kind:learn ']);
    expect((await inserts('/profile availability timezone:kolk'))[0]).toBe(
      '/profile availability timezone:Asia/Kolkata ',
    );
    expect(await inserts('/profile availability days:')).toContain('/profile availability days:1,2,3,4,5 ');
    expect(await labels('/skills update skill:music')).toEqual(['🎼 Music Theory · teach']);
    expect(await labels('/match feedback partner:')).toEqual([]);
  });

  test('are never those of what only buttons say, nor of what objects have of themselves', async () => {
    expect(await inserts('/skills remove sure:')).not.toContain('/skills remove sure:yes ');
    expect(await inserts('/echo teach:gui')).toEqual([]);
    for (const line of [
      '/echo constructor:x',
      '/skills add tostring:',
      '/skills add __proto__:x',
      '/skills add valueof:"',
    ])
      expect(await suggestLine(ctx, line)).toBeInstanceOf(Array);
  });

  test('a value that is taken is understood as it stands', async () => {
    for (const line of await inserts('/skills add skill:"')) {
      const value = lineWords(line).find(({ name }) => name === 'skill')?.value ?? '';
      expect((await ctx.api.skills.suggestCategories({ query: value })).exact?.name).toBe(value);
    }
  });
});

describe('the fields of a form', () => {
  test('are searched as the option is', async () => {
    expect((await suggestField(ctx, 'skills.add', 'skill', 'guit'))[0]).toMatchObject({ insert: 'Guitar' });
    expect((await suggestField(ctx, 'skills.add:python,teach', 'skill', 'guit'))[0]).toMatchObject({
      insert: 'Guitar',
    });
    expect((await suggestField(ctx, 'echo', 'timezone', 'são paulo'))[0]).toMatchObject({
      insert: 'America/Sao_Paulo',
    });
  });

  test.each([
    ['nothing.here', 'skill'],
    ['skills.add', 'nothing'],
    ['skills.add', 'constructor'],
    ['skills.add', '__proto__'],
    ['', ''],
    ['skills.add', 'about'],
  ])('of %s, %s is none', async (form, field) => {
    expect(await suggestField(ctx, form, field, 'x')).toEqual([]);
  });

  test('take whatever is typed', async () => {
    for (const typed of ['\0', '‮', '%_\\', 'x'.repeat(200), '🎸', '\ud800', '('])
      for (const [form, field] of [
        ['skills.add', 'skill'],
        ['profile.view', 'person'],
        ['echo', 'timezone'],
        ['skills.update', 'skill'],
        ['skills.browse', 'field'],
      ] as const)
        expect(await suggestField(ctx, form, field, typed)).toBeInstanceOf(Array);
  });
});
