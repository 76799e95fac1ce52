// One queue of `npm run bench:jobs` in a process of its own: node jobs-worker.ts <name> <database> <redis>.
import { setTimeout as wait } from 'node:timers/promises';
import type { JobsOrder, JobsResult } from './jobs.ts';
import { endNames, ends } from './jobs-ends.ts';

const [, , given, databaseUrl = '', redisUrl = ''] = process.argv;
const name = endNames.find((one) => one === given) ?? 'ours';

let lateness: number[] = [];
let left = 0;
let finished = Promise.withResolvers<void>();
const end = await ends[name](databaseUrl, redisUrl, (due) => {
  lateness.push(Date.now() - due);
  left -= 1;
  if (left === 0) finished.resolve();
});

/** Plans so many, due from a moment on that is far enough away, and waits until all are done. */
async function phase(count: number, perSecond: number): Promise<JobsResult> {
  lateness = [];
  left = count;
  finished = Promise.withResolvers<void>();
  const first = Date.now() + 5_000 + count;
  await end.plan(Array.from({ length: count }, (_, index) => first + Math.floor((index * 1_000) / perSecond)));
  if (Date.now() > first - 1_000) throw new Error(`${name} took too long to plan`);
  await wait(first - Date.now() - 100);
  const before = process.cpuUsage();
  const limit = setTimeout(() => finished.reject(new Error(`${name}: ${left} were never done`)), 120_000);
  await finished.promise;
  clearTimeout(limit);
  const { user, system } = process.cpuUsage(before);
  const tookMs = Date.now() - first;
  const sorted = lateness.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), perSecond: (count * 1_000) / tookMs, cpuMs: (user + system) / 1_000 / count };
}

process.on('message', async (order: JobsOrder) => {
  const warm = await phase(order.warm, Number.POSITIVE_INFINITY);
  void warm;
  const burst = await phase(order.burst, Number.POSITIVE_INFINITY);
  const steady = await phase(order.perSecond * order.seconds, order.perSecond);
  process.send?.({ burst, steady });
  await end.close();
  process.exit(0);
});
process.send?.('open');
