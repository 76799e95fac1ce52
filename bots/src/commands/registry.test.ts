import { describe, expect, test } from 'vitest';
import { wordPath } from './form-of.ts';
import { paths } from './paths.ts';
import { commandAt, commands } from './registry.ts';
import { isWordKey, wordsIn } from './words.ts';

const languages = ['en', 'es'] as const;
const said = (language: 'en' | 'es', key: string): string | null => (isWordKey(key) ? wordsIn(language)(key) : null);

describe('the commands', () => {
  test('are those that a button may run, each once', () => {
    expect(commands.map(({ path }) => path).sort()).toEqual([...paths].sort());
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('are found by their path, and by nothing that objects have of themselves', () => {
    for (const path of paths) expect(commandAt(path)?.path).toBe(path);
    for (const path of ['', 'constructor', '__proto__', 'Match find', 'match']) expect(commandAt(path)).toBeUndefined();
  });

  test.each(commands)('/$path can be a command of every chat', ({ path, options, form }) => {
    expect(path).toMatch(/^[a-z]{1,32}(?: [a-z]{1,32})?$/);
    const names = Object.keys(options);
    expect(names.length).toBeLessThanOrEqual(25);
    for (const name of names) expect(name).toMatch(/^[a-z]{1,32}$/);
    expect(form.length).toBeLessThanOrEqual(5);
    expect(names).toEqual(expect.arrayContaining([...form]));
    // Nobody can be asked for what is needed, unless the form asks for it.
    for (const [name, option] of Object.entries(options)) if (option.required) expect(form).toContain(name);
    // Chats demand that what is required stands first.
    const shown = Object.values(options).filter((option) => !option.hidden);
    expect(shown.map(({ required }) => required)).toEqual(
      shown.map(({ required }) => required).sort((a, b) => Number(b) - Number(a)),
    );
  });

  test('a chat’s list of them holds a hundred, a group twenty-five', () => {
    const groups = Map.groupBy(paths, (path) => path.split(' ')[0] ?? '');
    expect(groups.size).toBeLessThanOrEqual(50);
    for (const [, group] of groups) expect(group.length).toBeLessThanOrEqual(25);
  });
});

describe.each(languages)('the words for them in %s', (language) => {
  test.each(commands)('/$path', ({ path, options, form }) => {
    const description = said(language, `commands.${wordPath(path)}`) ?? '';
    expect(description.length).toBeGreaterThan(0);
    expect(description.length).toBeLessThanOrEqual(100);
    for (const name of Object.keys(options)) {
      const own = `fields.${wordPath(path)}.${name}`;
      const label = said(language, `${own}.label`) ?? said(language, `fields.${name}.label`) ?? '';
      expect(label.length, name).toBeGreaterThan(0);
      expect(label.length, `${name}: ${label}`).toBeLessThanOrEqual(45);
      const hint = said(language, `${own}.hint`) ?? said(language, `fields.${name}.hint`) ?? '';
      expect(hint.length, `${name}: ${hint}`).toBeLessThanOrEqual(100);
    }
    if (form.length === 0) return;
    const title = said(language, `forms.${wordPath(path)}.title`) ?? '';
    expect(title.length).toBeGreaterThan(0);
    expect(title.length, title).toBeLessThanOrEqual(45);
    const submit = said(language, `forms.${wordPath(path)}.submit`) ?? said(language, 'forms.submit') ?? '';
    // Slack's is 24, Discord's own button says "Submit".
    expect(submit.length, submit).toBeLessThanOrEqual(24);
  });

  test('every group of commands says what it is for', () => {
    for (const group of new Set(paths.map((path) => path.split(' ')[0])))
      expect(said(language, `help.groups.${group}`), group).not.toBeNull();
  });
});
