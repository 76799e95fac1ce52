// npm run bench:soak: rooms that people come into, draw in and leave again, for half an hour (SOAK_SECONDS). Ends with 1
// where the heap after collecting garbage goes on growing. Boards keep the same few shapes: what grows is a leak.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { BenchPage } from './pages.ts';

const seconds = Number(process.env.SOAK_SECONDS ?? 1_800);
const samples = 20;
const [rooms, each, perSecond] = [10, 5, 10];
/** Of the median of the second fifth of the time, the last fifth may be this much more. */
const mostGrowth = 1.1;
const seated = z.object({ seats: z.array(z.object({ room: z.number(), board: z.number(), token: z.string() })) });
const started = seated.extend({ port: z.number() });

const child = fork(new URL('rooms-server.ts', import.meta.url), ['ours', String(rooms), String(each)], {
  execArgv: ['--expose-gc'],
});
const { port, seats: first } = started.parse((await once(child, 'message'))[0]);
let seats = first;
async function renew(): Promise<void> {
  child.send('renew');
  ({ seats } = seated.parse((await once(child, 'message'))[0]));
}
async function heap(): Promise<number> {
  child.send('memory');
  return z.object({ heap: z.number() }).parse((await once(child, 'message'))[0]).heap / 1_048_576;
}

const pages: BenchPage[] = [];
async function open(at: number): Promise<void> {
  const seat = seats[at];
  if (!seat) return;
  const page = new BenchPage(port, seat, `e${at}`, false);
  await page.joined;
  // Faster than anybody draws, so that it is newer than what this place drew before.
  page.begin(Math.floor(performance.now()));
  pages[at] = page;
}
for (let at = 0; at < seats.length; at += 1) await open(at);
const drawing = setInterval(() => {
  for (const page of pages) page.move();
}, 1_000 / perSecond);

const found: number[] = [];
let next = 0;
for (let sample = 0; sample < samples; sample += 1) {
  await renew();
  const until = performance.now() + (seconds * 1_000) / samples;
  // Somebody leaves and comes back all the time; now and then a whole room does, which closes it.
  while (performance.now() < until) {
    const leaving = next % 40 === 0 ? Array.from({ length: each }, (_, place) => (next / 40) * each + place) : [next];
    const places = leaving.map((at) => at % seats.length);
    for (const at of places) pages[at]?.close();
    await wait(100);
    for (const at of places) await open(at);
    next += 1;
    await wait(100);
  }
  found.push(await heap());
  console.log(`${((seconds / samples) * (sample + 1)).toFixed(0).padStart(6)} s   ${found.at(-1)?.toFixed(1)} MB`);
}
clearInterval(drawing);
for (const page of pages) page.close();
child.send('close');
await once(child, 'exit');

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const early = median(found.slice(samples / 5, (2 * samples) / 5));
const late = median(found.slice(-samples / 5));
const isFlat = late <= early * mostGrowth;
console.log(
  `\n${next} comings and goings; heap ${early.toFixed(1)} MB early, ${late.toFixed(1)} MB late: ${isFlat ? 'flat' : 'GROWING'}`,
);
process.exit(isFlat ? 0 : 1);
