// npm run bench:jobs: how late reminders are and how many a second go out. Ours are whole: a reminder's row becomes a
// notice and a delivery, which is claimed, drawn as Discord's message, and settled. Beside them other queues, whose job
// does the same send: the notice, whose it is, the message. And once more with a job that does nothing at all, which is
// as much as these queues can carry of anything. All
// in one run, in turns, each queue a process of its own on a database of its own. PostgreSQL is as durable as it is set;
// Redis keeps what it is told once a second, so that it alone may lose the last second.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { createDatabase } from './community.ts';
import { type EndName, endNames } from './jobs-ends.ts';

export interface JobsOrder {
  warm: number;
  burst: number;
  perSecond: number;
  seconds: number;
}
const measured = z.object({ p50: z.number(), p99: z.number(), perSecond: z.number(), cpuMs: z.number() });
export type JobsResult = z.output<typeof measured>;
const results = z.object({ burst: measured, steady: measured });
type Results = z.output<typeof results>;

const order: JobsOrder = {
  warm: 1_000,
  burst: Number(process.env.BENCH_BURST ?? 5_000),
  perSecond: Number(process.env.BENCH_RATE ?? 1_000),
  seconds: Number(process.env.BENCH_SECONDS ?? 10),
};
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const only = process.env.BENCH_ONLY?.split(',');
const server = process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

async function run(name: EndName, redisUrl: string): Promise<Results> {
  const database = await createDatabase(server);
  const profile = process.env.BENCH_PROFILE ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : [];
  const child: ChildProcess = fork(new URL('jobs-worker.ts', import.meta.url), [name, database.url, redisUrl], {
    execArgv: profile,
  });
  const failed = once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended early`)));
  failed.catch(() => {});
  try {
    await Promise.race([once(child, 'message'), failed]);
    child.send(order);
    const [told] = await Promise.race([once(child, 'message'), failed]);
    await once(child, 'exit').catch(() => {});
    return results.parse(told);
  } finally {
    child.kill();
    await database.drop();
  }
}

/** A Redis that keeps what it is told, each second. */
async function openRedis(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  probe.close();
  const dir = mkdtempSync(join(tmpdir(), 'echochat-bench-'));
  const kept = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
  const child = spawn('redis-server', ['--port', String(port), '--dir', dir, ...kept], { stdio: 'ignore' });
  // Also where the bench fails half-way.
  process.on('exit', () => {
    child.kill();
    rmSync(dir, { recursive: true, force: true });
  });
  await wait(500);
  return `redis://127.0.0.1:${port}`;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const redisUrl = await openRedis();
const all = new Map<EndName, Results[]>(
  endNames.filter((name) => only?.includes(name) ?? true).map((name) => [name, []]),
);
for (let round = 0; round < rounds; round += 1) {
  for (const [name, its] of all) {
    const one = await run(name, redisUrl);
    its.push(one);
    const { burst, steady } = one;
    console.log(
      `  round ${round + 1}  ${name.padEnd(24)} ${burst.perSecond.toFixed(0)}/s, late ${steady.p50}/${steady.p99} ms, ${steady.cpuMs.toFixed(2)} ms CPU`,
    );
  }
}

const of = (name: EndName, pick: (one: Results) => number) => median((all.get(name) ?? []).map(pick));
console.log(
  `\nMedians of ${rounds}. Late: ${order.perSecond} due each second for ${order.seconds} s. Drained: ${order.burst} due at once`,
);
console.log('                            late p50    late p99    drained      CPU of the worker for each');
for (const [name] of all) {
  const cells = [
    `${of(name, ({ steady }) => steady.p50)} ms`,
    `${of(name, ({ steady }) => steady.p99)} ms`,
    `${of(name, ({ burst }) => burst.perSecond).toFixed(0)}/s`,
    `${of(name, ({ burst }) => burst.cpuMs).toFixed(2)} ms`,
  ];
  console.log(`  ${name.padEnd(24)}  ${cells.map((cell) => cell.padEnd(11)).join(' ')}`);
}
const p99 = ({ steady }: Results) => steady.p99;
const drained = ({ burst }: Results) => burst.perSecond;
for (const name of endNames.slice(1).filter((one) => all.has(one)))
  console.log(
    `  ours × ${name.padEnd(24)} p99 ${(of('ours', p99) / of(name, p99)).toFixed(2)}, drained ${(of('ours', drained) / of(name, drained)).toFixed(2)}`,
  );
process.exit(0);
