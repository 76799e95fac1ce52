import { card, failure, streamEvent } from '@echochat/activity-protocol/playground.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningPlayground, startPlayground } from '../../test/playground.ts';

let core: TestCore;
let playground: RunningPlayground;
let worker: Awaited<ReturnType<TestCore['startWorker']>>;
beforeAll(async () => {
  core = await openTestCore();
  await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } });
  await core.learner('Bo', { teaches: { Python: 6 }, learns: { Guitar: 3 } });
  playground = await startPlayground(core);
  worker = await core.startWorker();
});
afterAll(async () => {
  await playground.close();
  await worker.stop();
  await core.close();
});

/** An open window of somebody: resolves once it is open, and gives what it is shown, one after the other. */
async function openWindow(as: string) {
  const response = await fetch(`${playground.url}/playground/stream?as=${as}`);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next() {
      for (;;) {
        const data = /event: card\nid: \d+\ndata: (.*)\n\n/.exec(text);
        if (data?.[1]) {
          text = text.slice((data.index ?? 0) + data[0].length);
          return streamEvent.parse(JSON.parse(data[1]));
        }
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) return null;
        text += value;
      }
    },
  };
}

const shownBy = z.object({ card });
const press = async (as: string, id: string) =>
  shownBy.parse((await playground.post('/playground/press', { as, id })).body);

describe('what one does arrives at the other', () => {
  test('in every window of theirs, at once, with what to do next', async () => {
    const windows = [await openWindow('bo'), await openWindow('bo')];
    const anas = await openWindow('ana');
    const found = shownBy.parse((await playground.post('/playground/run', { as: 'ana', line: '/match find' })).body);
    const yes = found.card.actions[0]?.id ?? '';
    await press('ana', yes);
    const shown = await Promise.all(windows.map((window) => window.next()));
    expect(shown.map((event) => event?.card.title)).toEqual([
      'Ana wants to learn with you',
      'Ana wants to learn with you',
    ]);
    expect(shown[0]?.id).toBe(shown[1]?.id);

    const partners = await press('bo', shown[0]?.card.actions[0]?.id ?? '');
    expect(partners.card.title).toBe('You and Ana are partners');
    expect((await anas.next())?.card.title).toBe('You and Bo are partners');
    expect((await windows[0]?.next())?.card.title).toBe('You and Ana are partners');
  });

  test('windows are closed with the playground', async () => {
    const other = await startPlayground(core);
    const response = await fetch(`${other.url}/playground/stream?as=ana`);
    const all = response.text();
    await other.close();
    expect(await all.catch(() => 'cut')).toMatch(/^retry|cut/);
  });

  test('more windows than one process shows are refused', async () => {
    const other = await startPlayground(core);
    const opened = await Promise.all(Array.from({ length: 500 }, () => fetch(`${other.url}/playground/stream?as=ana`)));
    expect(opened.every(({ status }) => status === 200)).toBe(true);
    expect(failure.parse((await other.get('/playground/stream?as=ana')).body).error.code).toBe('busy');
    await Promise.all(opened.map((response) => response.body?.cancel()));
    await other.close();
  });
});
