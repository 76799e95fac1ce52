// npm run bench:chats: how long people on a chat wait for the acknowledgement of what they say, at 100 interactions a
// second on one core, beside the same libraries answering a constant. The chat is a process of its own.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Core } from '@echochat/core/core.ts';
import { openCommunity } from './community.ts';
import { discordConstant, discordOurs } from './discord-ends.ts';
import { type Order, type Start, waits } from './load.ts';
import { slackConstant, slackOurs } from './slack-ends.ts';

const order: Order = {
  perSecond: Number(process.env.BENCH_RATE ?? 100),
  seconds: Number(process.env.BENCH_SECONDS ?? 20),
  // What is measured is a process that has been running.
  warmSeconds: 5,
};

async function run(core: Core, chat: string, start: Start) {
  const child: ChildProcess = fork(new URL(`${chat}-load.ts`, import.meta.url), { stdio: 'inherit' });
  const [told] = await once(child, 'message');
  const end = await start(core, told);
  const before = process.cpuUsage();
  const began = performance.now();
  child.send({ ...order, ...end.begin });
  const [message] = await once(child, 'message');
  const { user, system } = process.cpuUsage(before);
  const busy = (user + system) / 1_000 / (performance.now() - began);
  await end.stop();
  child.kill();
  const all = waits.parse(message);
  const at = (key: 'acknowledged' | 'answered', share: number) => {
    const sorted = all.map((one) => one[key]).toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  };
  return { at, busy };
}

const ms = (value: number) => `${value.toFixed(1)} ms`.padEnd(10);

async function compare(core: Core, title: string, chat: string, ends: readonly (readonly [string, Start])[]) {
  console.log(`\n${title}, ${order.perSecond} interactions a second for ${order.seconds} s`);
  console.log('                        acknowledged          answered');
  console.log('                        median     p99        median     p99        of one core');
  const results = [];
  for (const [name, start] of ends) {
    const { at, busy } = await run(core, chat, start);
    results.push({ at, busy });
    const cells = [at('acknowledged', 0.5), at('acknowledged', 0.99), at('answered', 0.5), at('answered', 0.99)];
    console.log(`  ${name.padEnd(20)}  ${cells.map(ms).join(' ')} ${(busy * 100).toFixed(0)} %`);
  }
  const [constant, ours] = results;
  if (!constant || !ours) return;
  const p99 = ours.at('acknowledged', 0.99) / constant.at('acknowledged', 0.99);
  console.log(
    `  ours × constant       p99 of acknowledging ${p99.toFixed(1)}, processor ${(ours.busy / constant.busy).toFixed(1)}`,
  );
}

const url = process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const community = (await openCommunity(url, 500).catch(() => null)) ?? (await openCommunity(null, 500));
await compare(community.core, 'Discord', 'discord', [
  ['a constant answer', discordConstant],
  ['/skills list', discordOurs],
]);
await compare(community.core, 'Slack', 'slack', [
  ['Bolt, a constant', slackConstant],
  ['/echo skills list', slackOurs],
]);
await community.close();
process.exit(0);
