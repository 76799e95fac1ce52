import { EchoError } from '@echochat/core/platform/errors.ts';
import { expect, test } from 'vitest';
import { saveTogether } from './save-together.ts';

const outcomes = async (work: Promise<void>[]) => (await Promise.allSettled(work)).map(({ status }) => status);

test('rooms of one moment are kept by one statement', async () => {
  const batches: number[][] = [];
  const save = saveTogether<number>(async (contents) => batches.push(contents));
  await Promise.all([1, 2, 3].map(save));
  await save(4);
  expect(batches).toEqual([[1, 2, 3], [4]]);
});

test('a room that the database refuses costs no other', async () => {
  const save = saveTogether<number>(async (contents) => {
    if (contents.includes(2)) throw new Error('refused');
  });
  expect(await outcomes([1, 2, 3].map(save))).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('while the database is away nobody waits for the others', async () => {
  let tries = 0;
  const save = saveTogether<number>(async () => {
    tries += 1;
    throw new EchoError('unavailable');
  });
  expect(await outcomes([1, 2, 3].map(save))).toEqual(['rejected', 'rejected', 'rejected']);
  expect(tries).toBe(1);
});

test('many go in several, none twice', async () => {
  const kept: number[] = [];
  const save = saveTogether<number>(async (contents) => {
    expect(contents.length).toBeGreaterThan(0);
    kept.push(...contents);
  });
  await Promise.all(Array.from({ length: 450 }, (_, at) => save(at)));
  expect(kept.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 450 }, (_, at) => at));
});
