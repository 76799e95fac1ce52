import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { contextAt, contextOf, problemOf, readBy } from '../../../test/reading.ts';
import { wednesday } from '../../../test/said-moment.ts';
import { type CommandContext, commandContext } from '../context.ts';
import { moment } from './moment.ts';

let core: TestCore;
let en: CommandContext;
let es: CommandContext;
beforeAll(async () => {
  core = await openTestCore();
  const ana = await core.newcomer('Ana');
  const inMadrid = (ctx: CommandContext) => contextAt(ctx, wednesday, 'Europe/Madrid');
  [en, es] = [inMadrid(await contextOf(core, ana)), inMadrid(await contextOf(core, ana, 'es'))];
});
afterAll(() => core.close());

const choices = async (typed: string, ctx: CommandContext) => (await moment.suggest?.(typed, ctx)) ?? [];
const labels = async (typed: string, ctx: CommandContext) => (await choices(typed, ctx)).map(({ label }) => label);
const nowhere = () => commandContext(en.api, { ...en.actor, timezone: null }, en.button, en.now);

describe('a typed time', () => {
  test('is a moment in the person’s zone, in their language', async () => {
    const at = Temporal.Instant.from('2026-11-26T18:00Z');
    expect(await readBy(moment, 'tomorrow 7pm', en)).toEqual({ at, clocks: 'plain' });
    expect(await readBy(moment, 'mañana a las 19', es)).toEqual({ at, clocks: 'plain' });
  });

  test('that the clocks skip says so', async () => {
    const ctx = contextAt(en, '2026-03-28T12:00:00Z', 'Europe/Madrid');
    const at = Temporal.Instant.from('2026-03-29T01:30Z');
    expect(await readBy(moment, 'tomorrow 02:30', ctx)).toEqual({ at, clocks: 'skipped' });
  });

  test.each([
    ['soon', 'problems.moment'],
    ['Friday', 'problems.moment_hour'],
    ['yesterday 18:00', 'problems.moment_past'],
    ['x'.repeat(10_000), 'problems.moment'],
    ['\0', 'problems.moment'],
    ['constructor', 'problems.moment'],
  ])('%j is refused: %s', async (typed, key) => {
    const problem = await problemOf(moment, typed, en);
    expect(problem.key).toBe(key);
    expect(es.say(problem.key, problem.params)).not.toContain('{');
  });

  test('without the hour is answered by how to write it, and by hours of that day', async () => {
    const friday = await problemOf(moment, 'Friday', en);
    expect(friday.params).toEqual({ given: 'Friday', example: 'Friday 18:00' });
    expect(friday.alternatives.map(({ value }) => value)).toContain('2026-11-27T17:00Z');
    expect((await problemOf(moment, 'Friday midnight', en)).params.example).toBe('18:00');
    expect((await problemOf(moment, 'mañana por la tarde', es)).params.example).toBe('mañana por la tarde 18:00');
  });

  test('that comes twice is asked about, by the offset', async () => {
    const ctx = contextAt(en, '2026-10-24T12:00:00Z', 'Europe/Madrid');
    const { key, alternatives } = await problemOf(moment, 'tomorrow 02:30', ctx);
    expect(key).toBe('problems.moment_twice');
    expect(alternatives.map(({ value }) => value)).toEqual(['2026-10-25T00:30Z', '2026-10-25T01:30Z']);
    expect(alternatives.map(({ label }) => label)).toEqual(['Sun 25 Oct, 02:30 GMT+2', 'Sun 25 Oct, 02:30 GMT+1']);
    for (const { value } of alternatives)
      expect(await readBy(moment, value, ctx)).toEqual({ at: Temporal.Instant.from(value), clocks: 'plain' });
    expect(await choices('tomorrow 02:30', ctx)).toEqual(alternatives);
  });

  test('of somebody whose zone is not known asks for it first', async () => {
    expect(await readBy(moment, 'tomorrow 7pm', nowhere())).toBe('problems.zone_first');
    expect(await choices('tomorrow 7pm', nowhere())).toEqual([]);
  });
});

describe('suggested', () => {
  test('is how the text is read, with the year where it is another', async () => {
    expect(await labels('1/12/2026 18:00', en)).toEqual(['Tue 1 Dec, 18:00']);
    expect(await labels('1 dic 18:00', es)).toEqual(['mar, 1 dic, 18:00']);
    expect((await labels('1/2/2027 18:00', en)).join()).toContain('2027');
    expect(await labels('soon', en)).toEqual([]);
  });

  test('before anything is typed are times that are to come', async () => {
    const values = async (ctx: CommandContext) => (await choices('', ctx)).map(({ value }) => value);
    expect(await values(en)).toEqual(['2026-11-25T18:00Z', '2026-11-26T18:00Z', '2026-11-28T09:00Z']);
    expect(await values(es)).toEqual(await values(en));
    const late = contextAt(en, '2026-11-27T19:00:00Z', 'Europe/Madrid');
    expect(await values(late)).toEqual(['2026-11-28T18:00Z', '2026-11-28T09:00Z']);
  });

  test('is read back as the same moment in any zone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'Europe/Madrid', 'Australia/Lord_Howe'),
        fc.integer({ min: 1, max: 400 * 24 * 3600 }),
        async (zone, seconds) => {
          const ctx = contextAt(en, wednesday, zone);
          const at = ctx.now.add({ seconds });
          const [choice] = await choices(`<t:${at.epochMilliseconds / 1000}:F>`, ctx);
          expect(await readBy(moment, choice?.value ?? '', ctx)).toMatchObject({ at });
        },
      ),
    );
  });

  test('anything typed is read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (typed) => {
        await readBy(moment, typed, en);
        await choices(typed, es);
      }),
    );
  });
});
