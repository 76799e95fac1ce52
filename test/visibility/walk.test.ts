import { mkdirSync, writeFileSync } from 'node:fs';
import { appRouter } from '@echochat/core/api.ts';
import type { Actor } from '@echochat/core/platform/actor.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../core.ts';
import { inputsOf } from './inputs.ts';
import { type Mark, marks, openWorld, type State, type Viewer, viewers, type World } from './world.ts';

/** Where the table is written, to be read. */
const report = new URL('../../coverage/who-sees-what.md', import.meta.url);

let core: TestCore;
let world: World;
beforeAll(async () => {
  core = await openTestCore();
  world = await openWorld(core);
});
afterAll(() => core.close());

const everything: Mark[] = Object.keys(marks).filter((key): key is Mark => key in marks);
const profile: Mark[] = ['name', 'handle', 'headline', 'bio', 'location', 'website', 'zone', 'skill'];

/** What of Ana's each viewer may be told, by whichever procedure: docs/privacy.md. */
const allowed: Readonly<Record<Viewer, readonly Mark[]>> = {
  guest: [],
  stranger: [],
  'other community': [],
  blocked: ['community'],
  // A refusal names the room, and who can help.
  removed: [...profile, 'community', 'publicRoom', 'privateRoom'],
  'former partner': [],
  member: everything.filter((mark) => !['goal', 'formerRoom', 'formerChat'].includes(mark)),
  host: everything,
};

/** Which parts of Ana's rows nothing of what a viewer calls may change. */
const untouched: Readonly<Record<Viewer, readonly (keyof State)[]>> = {
  guest: ['person', 'rooms', 'sessions'],
  stranger: ['person', 'rooms', 'sessions'],
  'other community': ['person', 'rooms', 'sessions'],
  blocked: ['person', 'rooms', 'sessions'],
  removed: ['rooms'],
  'former partner': ['person', 'rooms', 'sessions'],
  member: [],
  host: [],
};

/** Flat, as the router keeps them: "rooms.getRoom". */
const procedures = Object.keys(appRouter._def.procedures);
/** Called last: it ends what the two have, which is its purpose. */
const closing = 'safety.block';

interface Outcome {
  /** "ok", or the code of the refusal. */
  said: string;
  told: Mark[];
}

/** Calls a procedure as its path names it. A stream is listened to until its first word. */
async function call(actor: Actor, path: string, input: unknown): Promise<Outcome> {
  const [feature = '', name = ''] = path.split('.');
  const api: Record<string, Record<string, (input: unknown) => Promise<unknown>>> = Object(core.as(actor));
  try {
    const procedure = api[feature]?.[name];
    if (!procedure) throw new Error(`there is no ${path}`);
    const answer = await procedure(input);
    const text = JSON.stringify(isStream(answer) ? await firstOf(answer) : answer) ?? '';
    return { said: 'ok', told: everything.filter((mark) => text.includes(marks[mark])) };
  } catch (error) {
    const { code, params } = asEchoError(error);
    const text = JSON.stringify(params);
    return { said: code, told: everything.filter((mark) => text.includes(marks[mark])) };
  }
}

const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

async function firstOf(stream: AsyncIterable<unknown>): Promise<unknown> {
  for await (const word of stream) return word;
  return null;
}

test('every procedure has its place in the walk', () => {
  expect(Object.keys(inputsOf).toSorted()).toEqual(procedures.toSorted());
});

describe('who sees what', () => {
  const rows = new Map<string, Map<Viewer, Outcome[]>>();
  afterAll(() => {
    mkdirSync(new URL('.', report), { recursive: true });
    writeFileSync(report, tableOf(rows));
  });

  // Mia and Ana come last: what they do changes what there is to see.
  test.each(viewers)(
    '%s: is told nothing that is not for them, and changes nothing that is not theirs',
    async (viewer) => {
      const before = await world.state(viewer);
      const leaks: string[] = [];
      const walk = async (path: string) => {
        const outcomes: Outcome[] = [];
        for (const input of inputsOf[path]?.(world, viewer) ?? []) {
          const outcome = await call(await world.actorOf(viewer), path, input);
          outcomes.push(outcome);
          for (const mark of outcome.told) if (!allowed[viewer].includes(mark)) leaks.push(`${path} tells ${mark}`);
          if (outcome.said === 'internal') leaks.push(`${path} breaks`);
        }
        rows.set(path, (rows.get(path) ?? new Map()).set(viewer, outcomes));
      };
      for (const path of procedures) if (path !== closing) await walk(path);
      const after = await world.state(viewer);
      for (const part of untouched[viewer]) expect(after[part]).toBe(before[part]);
      await walk(closing);
      expect(leaks).toEqual([]);
      // Who may see it is told: else the marks would find nothing, whatever leaks.
      const told = new Set(
        [...rows.values()].flatMap((outcomes) => outcomes.get(viewer) ?? []).flatMap(({ told }) => told),
      );
      expect([...told].toSorted()).toEqual(allowed[viewer].toSorted());
    },
  );

  test('what is the system’s own is refused to everybody', () => {
    const open = procedures.flatMap((path) => {
      const isSystem = inputsOf[path]?.name === 'system';
      const saids = [...(rows.get(path)?.values() ?? [])].flat().map(({ said }) => said);
      return isSystem && saids.some((said) => said !== 'not_allowed') ? [path] : [];
    });
    expect(open).toEqual([]);
  });
});

function tableOf(rows: ReadonlyMap<string, ReadonlyMap<Viewer, readonly Outcome[]>>): string {
  const cell = (outcomes: readonly Outcome[] = []) =>
    [...new Set(outcomes.map(({ said, told }) => (told.length > 0 ? `${said}: ${told.join(' ')}` : said)))].join('; ');
  const lines = [...rows].map(([path, by]) => [path, ...viewers.map((viewer) => cell(by.get(viewer)))]);
  const head = ['procedure', ...viewers];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
