import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusalCode } from '../../../test/refusal.ts';

let core: TestCore;
let ana: Person;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.newcomer('Ana');
});
afterAll(() => core.close());

const path = 'goals add';
const keep = async (values: Record<string, string>, who = ana) =>
  (await (await who.api()).forms.keepValues({ path, values })).key;
const kept = async (key: string, who = ana, of = path) => (await who.api()).forms.getValues({ path: of, key });

describe('what was typed is', () => {
  test('as it was, whatever it is', async () => {
    const values = { title: ' Jouer “Für Elise”\n🎹 ', by: '', about: '' };
    expect(await kept(await keep(values))).toEqual(values);
  });

  test('its person’s alone, and its command’s', async () => {
    const key = await keep({ title: 'Play' });
    const bo = await core.newcomer('Bo');
    expect(await kept(key, bo)).toBeNull();
    expect(await kept(key, ana, 'goals update')).toBeNull();
    for (const guess of ['', '0', `${key}x`, `1${key.slice(1)}`, '0abcdefgh', "0'; --", key.toUpperCase()])
      if (guess !== key) expect(await kept(guess)).toBeNull();
  });

  test('there for a day', async () => {
    const key = await keep({ title: 'Play' });
    core.clock.advance({ hours: 24 });
    expect(await kept(key)).toEqual({ title: 'Play' });
    core.clock.advance({ seconds: 1 });
    expect(await kept(key)).toBeNull();
  });

  test('of the last twenty forms of a person', async () => {
    const keys: string[] = [];
    for (let form = 0; form <= 20; form += 1) keys.push(await keep({ title: `Goal ${form}` }));
    expect(await kept(keys[0] ?? '')).toBeNull();
    expect(await kept(keys[1] ?? '')).toEqual({ title: 'Goal 1' });
    expect(await kept(keys[20] ?? '')).toEqual({ title: 'Goal 20' });
    const rows = await core.services.database.prisma.keptState.count({
      where: { key: { startsWith: `typed:${ana.userId}:` } },
    });
    expect(rows).toBe(20);
  });

  test('no more than forms hold', async () => {
    const refused = async (values: Record<string, string>) => refusalCode(keep(values));
    expect(await refused({ about: 'x'.repeat(10_001) })).toBe('invalid_input');
    const whole = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, 'x'.repeat(9_000)]));
    expect(await refused(whole)).toBe('invalid_input');
    const many = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`o${index}`, 'x']));
    expect(await refused(many)).toBe('invalid_input');
  });
});
