// npm run bench:attacks: what floods of one person cost everybody else of the process. While each of them runs: its
// resident memory, how long /healthz takes, and how long what somebody draws in another room takes to arrive. The last
// line is JSON; ends with 1 where a target is missed. BENCH_ONLY names some of the floods, DATABASE_URL a database.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Flood, floods } from './attacks-floods.ts';
import { AttackPage, shape } from './attacks-page.ts';

const target = { cutMs: 1_000, memoryMb: 100, healthMs: 500, roundTripMs: 100 };
const afterMs = 2_500;
const seat = z.object({ room: z.number(), board: z.number(), userId: z.number(), token: z.string() });
const started = z.object({ port: z.number(), quiet: z.array(seat), loud: z.array(z.array(seat)) });

const chosen = floods.filter(({ name }) => name.includes(process.env.BENCH_ONLY ?? ''));
const child = fork(new URL('attacks-server.ts', import.meta.url), [String(chosen.length)], {
  execArgv: ['--expose-gc'],
});
const { port, quiet, loud } = started.parse((await once(child, 'message'))[0]);
const residentMb = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

const [speaker, listener] = quiet.map((one) => new AttackPage(port, one));
if (!speaker || !listener) throw new Error('nobody is in the quiet room');
await Promise.all([speaker.joined, listener.joined]);
speaker.draw(shape('quiet'));

/** What others feel, asked for all the time until it is stopped. */
function watch() {
  const felt = { memoryMb: residentMb(), healthMs: 0, roundTripMs: 0, trips: 0 };
  let isOver = false;
  let version = Math.floor(performance.now() * 10);
  let saidAt: number | null = null;
  if (listener)
    listener.onHeard = (text) => {
      if (saidAt === null || !text.startsWith('42["room:whiteboard:stroke"')) return;
      felt.roundTripMs = Math.max(felt.roundTripMs, performance.now() - saidAt);
      felt.trips += 1;
      saidAt = null;
    };
  const look = setInterval(() => {
    felt.memoryMb = Math.max(felt.memoryMb, residentMb());
    if (saidAt !== null) {
      felt.roundTripMs = Math.max(felt.roundTripMs, performance.now() - saidAt);
      return;
    }
    version += 1;
    saidAt = performance.now();
    speaker?.draw(shape('quiet', { version }));
  }, 30);
  const asked = (async () => {
    while (!isOver) {
      const at = performance.now();
      await fetch(`http://127.0.0.1:${port}/healthz`).then((response) => response.text());
      felt.healthMs = Math.max(felt.healthMs, performance.now() - at);
      await wait(50);
    }
  })();
  return async () => {
    isOver = true;
    clearInterval(look);
    await asked;
    return felt;
  };
}

async function measure(flood: Flood, seats: z.infer<typeof seat>[]) {
  const [attacker, ...rest] = seats;
  if (!attacker) throw new Error('nobody attacks');
  const others = rest.map((one) => new AttackPage(port, one));
  const page = new AttackPage(port, attacker);
  await Promise.all([page, ...others].map(({ joined }) => joined));
  let leftAt: number | null = null;
  const [witness] = others;
  if (witness)
    witness.onHeard = (text) => {
      if (text.startsWith(`42["room:participant-left",{"userId":${attacker.userId}`)) leftAt ??= performance.now();
    };
  const attack = { port, page, seat: attacker, others };
  await flood.prepare?.(attack);
  child.send('gc');
  await once(child, 'message');
  await wait(300);
  const before = residentMb();
  const stop = watch();
  await wait(300);
  const at = performance.now();
  await flood.run(attack);
  await wait(afterMs);
  const felt = await stop();
  const cutMs = leftAt === null ? null : leftAt - at;
  await Promise.all([page, ...others].map((one) => one.close()));
  const isMet =
    (!flood.isCut || (cutMs !== null && cutMs <= target.cutMs)) &&
    felt.memoryMb - before <= target.memoryMb &&
    felt.healthMs <= target.healthMs &&
    felt.roundTripMs <= target.roundTripMs;
  const rounded = (value: number | null) => (value === null ? null : Math.round(value));
  return {
    ...{ flood: flood.name, cutMs: rounded(cutMs), memoryMb: rounded(felt.memoryMb - before) },
    ...{ healthMs: rounded(felt.healthMs), roundTripMs: rounded(felt.roundTripMs), trips: felt.trips, isMet },
  };
}

console.log('cut ms   memory MB   healthz ms   round trip ms   trips');
const found = [];
for (const [at, flood] of chosen.entries()) {
  const one = await measure(flood, loud[at] ?? []);
  found.push(one);
  const cells = [one.cutMs ?? '–', one.memoryMb, one.healthMs, one.roundTripMs, one.trips];
  console.log(
    `${cells.map((cell, place) => String(cell).padStart([6, 12, 13, 16, 8][place] ?? 8)).join('')}   ${one.isMet ? '  ' : '! '}${one.flood}`,
  );
}
await Promise.all([speaker.close(), listener.close()]);
child.send('close');
await once(child, 'exit');
console.log(JSON.stringify({ target, floods: found }));
process.exit(found.every(({ isMet }) => isMet) ? 0 : 1);
