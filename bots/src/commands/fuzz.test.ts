import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { complaints } from '../../test/answer-rules.ts';
import { changed, type Step, step } from '../../test/arbitrary-talk.ts';
import { withoutHurry } from '../../test/without-hurry.ts';
import type { Answer } from './command.ts';
import { type Dispatcher, openDispatcher } from './dispatch.ts';
import { wordsIn } from './words.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 300);

let core: TestCore;
let dispatcher: Dispatcher;
let people: number[];
beforeAll(async () => {
  core = await openTestCore();
  await withoutHurry(core);
  dispatcher = openDispatcher(core);
  const ana = await core.learner('Ana', { teaches: { Guitar: 7, Chess: 4 }, learns: { Python: 2 } });
  const bo = await core.learner('Bo', { teaches: { Python: 6 }, learns: { Guitar: 3 }, timezone: 'Asia/Kolkata' });
  const cai = await core.newcomer('Cai');
  people = [ana.userId, bo.userId, cai.userId];
});
afterAll(() => core.close());

const saidIn = (key: 'problems.stale' | 'problems.our_fault') => [wordsIn('en')(key), wordsIn('es')(key)];
const isStale = (answer: Answer) => 'card' in answer && saidIn('problems.stale').includes(answer.card.text);
const isOurFault = (answer: Answer) => 'card' in answer && saidIn('problems.our_fault').includes(answer.card.title);

/** Ids that have been on a card or a form, newest last. */
const seen: string[] = ['echo', 'settings'];

function keep(answer: Answer): void {
  const ids =
    'form' in answer
      ? [answer.form.id]
      : [...answer.card.actions, ...answer.card.rows.flatMap(({ action }) => action ?? []), ...answer.card.selects].map(
          ({ id }) => id,
        );
  seen.push(...ids);
}

async function take(one: Step): Promise<void> {
  if (one.kind === 'wait') return core.clock.advance({ hours: one.hours });
  const ctx = await dispatcher.context(people[one.who] ?? 0, 'playground');
  // Mostly what was seen lately, as people press it.
  const pressed = one.kind === 'press' ? (seen.at(-1 - (one.which % Math.min(40, seen.length))) ?? 'echo') : '';
  const answer =
    one.kind === 'line'
      ? await dispatcher.line(ctx, one.line)
      : await dispatcher.press(ctx, changed(pressed, one.change), one.values);
  const what =
    one.kind === 'line' ? one.line.slice(0, 300) : `${changed(pressed, one.change)} ${JSON.stringify(one.values)}`;
  expect(complaints(answer), what).toEqual([]);
  expect(isOurFault(answer), `it broke: ${what}`).toBe(false);
  if (one.kind === 'press' && one.change === 'none') expect(isStale(answer), `a dead button: ${what}`).toBe(false);
  keep(answer);
}

test(`three people say and press whatever comes to mind, ${runs} times (FUZZ_RUNS, FUZZ_SEED)`, {
  timeout: 60_000 + runs * 200,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const one of steps) await take(one);
    }),
    // What happened before is part of the case, so there is nothing to shrink.
    { numRuns: runs, endOnFailure: true },
  );
});
