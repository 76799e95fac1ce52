import { describe, expect, test } from 'vitest';
import { commandComplaints } from '../../../test/discord/command-rules.ts';
import { commands } from '../../commands/registry.ts';
import { commandList, messageMenus, personMenus } from './command-list.ts';
import { differs, readRegistered, wholeList } from './compare.ts';

const list = commandList();
type Json = Record<string, unknown>;

/** What Discord gives back of a list: with ids, with defaults, without what is false. */
const asRegistered = (given: readonly object[], change: (command: Json) => Json = (command) => command) =>
  readRegistered(
    given.map((command, index) =>
      change({
        ...JSON.parse(
          JSON.stringify(command, (key, value) => (key === 'required' && value === false ? undefined : value)),
        ),
        id: String(index),
        application_id: '1',
        version: '7',
        nsfw: false,
        dm_permission: true,
        name_localizations: Object(command).name_localizations ?? null,
        default_member_permissions: Object(command).default_member_permissions ?? null,
      }),
    ),
  );

describe('the list of commands', () => {
  test('is one that Discord takes', () => {
    expect(commandComplaints(list)).toEqual([]);
  });

  test('holds every command that people may say, with what they may fill in', () => {
    const said = list.flatMap((command) => {
      const subs = 'options' in command ? (command.options ?? []).filter(({ type }) => type === 1) : [];
      return subs.length > 0 ? subs.map(({ name }) => `${command.name} ${name}`) : [command.name];
    });
    for (const { path } of commands) expect(said).toContain(path);
    const text = JSON.stringify(list);
    for (const hidden of ['"name":"page"', '"name":"skip"']) expect(text).not.toContain(hidden);
  });

  test('says what each does in Spanish too, and is there in direct messages and for who installs it alone', () => {
    for (const command of list) {
      expect(['setup', 'reports'].includes(command.name) ? [0] : [0, 1, 2]).toEqual(command.contexts);
      const localised = 'description' in command ? command.description_localizations : command.name_localizations;
      expect(Object.keys(localised ?? {})).toEqual(['es-ES', 'es-419']);
    }
    const menus = [...personMenus, ...messageMenus].map(({ name }) => name);
    expect(list.filter(({ type }) => type === 2 || type === 3).map(({ name }) => name)).toEqual(menus);
  });

  test('shows who manages a server alone what sets it up', () => {
    for (const name of ['setup', 'reports'])
      expect(list.find((command) => command.name === name)).toMatchObject({
        default_member_permissions: '32',
        integration_types: [0],
      });
  });
});

describe('what is registered', () => {
  test('as it comes back, in any order, is the same', () => {
    expect(differs(asRegistered(list), list)).toBe(false);
    expect(differs(asRegistered(list.toReversed()), list)).toBe(false);
    const reordered = asRegistered(list, (command) => Object.fromEntries(Object.entries(command).toReversed()));
    expect(differs(reordered, list)).toBe(false);
  });

  test.each([
    ['a description', (command: Json) => ({ ...command, description: 'other' })],
    ['a translation', (command: Json) => ({ ...command, description_localizations: { 'es-ES': 'otra' } })],
    ['an option less', (command: Json) => ({ ...command, options: Object(command)['options']?.slice(1) })],
    ['a context less', (command: Json) => ({ ...command, contexts: [0] })],
    ['a permission', (command: Json) => ({ ...command, default_member_permissions: '8' })],
  ])('with %s changed differs', (_what, change) => {
    expect(
      differs(
        asRegistered(list, (command) => (command['name'] === 'match' ? change(command) : command)),
        list,
      ),
    ).toBe(true);
  });

  test('with a command more or less differs, the Activity’s entry point aside, which stays in the list', () => {
    expect(differs(asRegistered(list.slice(1)), list)).toBe(true);
    const entry = { id: '9', type: 4, name: 'launch', handler: 2 };
    const registered = readRegistered([...asRegistered(list), entry]);
    expect(differs(registered, list)).toBe(false);
    expect(wholeList(registered, list)).toEqual([...list, entry]);
  });
});
