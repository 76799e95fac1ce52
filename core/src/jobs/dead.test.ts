import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { forgetJobs } from '../../../test/jobs.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { addJob, defineJob } from '../platform/jobs/job.ts';
import { startWorker } from '../platform/jobs/worker.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(() => forgetJobs(core));

let isMended = false;
const ran: string[] = [];
const breaking = defineJob('test.breaking', z.object({ text: z.string() }), async ({ text }) => {
  if (!isMended) throw new Error(`${text} broke`);
  ran.push(text);
});
const pool = () => core.services.database.pool;
const jobs = () => core.as({ kind: 'system', name: 'test' }).jobs;
const add = (text: string) =>
  core.services.database.transaction((tx) => addJob(tx, breaking, { text }, { key: `key-${text}` }));
/** What was tried eleven times is tried once more. */
const nearlyDead = () => pool().query('UPDATE graphile_worker._private_jobs SET attempts = 11');
async function work(until: () => Promise<unknown>): Promise<void> {
  const worker = await startWorker([breaking], [], [], core.services);
  await until();
  await worker.stop();
}

test('a job that failed for good is seen, tried again when told to, and gone once it went well', async () => {
  await add('a');
  await add('b');
  expect(await jobs().getDead({})).toEqual({ total: 0, jobs: [] });
  await nearlyDead();
  await work(() => expect.poll(async () => (await jobs().getDead({})).total, { timeout: 10_000 }).toBe(2));
  const { jobs: dead } = await jobs().getDead({ limit: 1 });
  expect(dead).toMatchObject([{ name: 'test.breaking', attempts: 12, lastError: expect.stringContaining('broke') }]);
  expect(await jobs().getDead({ limit: 1 })).toMatchObject({ total: 2 });

  const { jobs: all } = await jobs().getDead({});
  const a = all.find(({ key }) => key === 'key-a')?.id ?? '';
  isMended = true;
  expect(await jobs().retryDead({ ids: [a] })).toEqual({ ids: [a] });
  // It waits now, and is dead no longer.
  expect(await jobs().retryDead({ ids: [a] })).toEqual({ ids: [] });
  await work(() => expect.poll(() => ran, { timeout: 10_000 }).toEqual(['a']));
  expect((await jobs().retryDead({ ids: 'all' })).ids).toHaveLength(1);
  await work(() => expect.poll(() => ran, { timeout: 10_000 }).toEqual(['a', 'b']));
  expect(await jobs().getDead({})).toEqual({ total: 0, jobs: [] });
});

test('jobs that wait or may be tried again are left alone, and nobody but the house sees any', async () => {
  await add('waits');
  expect(await jobs().retryDead({ ids: 'all' })).toEqual({ ids: [] });
  const ana = await core.newcomer('Ana');
  expect(await refusalCode((await ana.api()).jobs.getDead({}))).toBe('not_allowed');
  expect(await refusalCode((await ana.api()).jobs.retryDead({ ids: 'all' }))).toBe('not_allowed');
});
