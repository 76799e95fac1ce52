// npm run bench:rooms: what it costs to keep people in rooms on the same board, beside a plain Socket.IO relay and a bare
// WebSocket relay, which neither authorise nor merge nor keep anything. All in one run, one after the other, each server a
// process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { diff } from '@echochat/activity-protocol/rooms/change.ts';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { pack } from '@echochat/activity-protocol/rooms/packed.ts';
import { z } from 'zod';
import { BenchPage } from './pages.ts';
import type { EndName } from './rooms-ends.ts';
import { validationCosts } from './validation.ts';

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const warmSeconds = 6;
const warmPages = 10;
const started = z.object({
  port: z.number(),
  seats: z.array(z.object({ room: z.number(), board: z.number(), token: z.string() })),
});

interface Load {
  title: string;
  rooms: number;
  each: number;
  /** Of each room, how many move something. */
  moving: number;
  perSecond: number;
}

async function measure(name: EndName, load: Load) {
  const url = new URL('rooms-server.ts', import.meta.url);
  const child = fork(url, [name, String(load.rooms), String(load.each)], {
    execArgv: ['--expose-gc', ...(process.env.BENCH_PROFILE ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : [])],
  });
  const told = async <T>(ask: string, schema: z.ZodType<T>): Promise<T> => {
    child.send(ask);
    return schema.parse((await once(child, 'message'))[0]);
  };
  const { port, seats } = started.parse((await once(child, 'message'))[0]);
  const memory = z.object({ heap: z.number() });
  // What the first visit loads is nobody's.
  for (const seat of seats.slice(0, warmPages)) {
    const page = new BenchPage(port, seat, 'first', false);
    await page.joined;
    page.close();
  }
  await wait(500);
  const empty = (await told('memory', memory)).heap;
  const pages = seats.map(
    (seat, index) =>
      new BenchPage(port, seat, `e${index}`, index % load.each === load.each - 1 && index < load.each * 3),
  );
  for (let from = 0; from < pages.length; from += 25)
    await Promise.all(pages.slice(from, from + 25).map(({ joined }) => joined));
  const idle = (await told('memory', memory)).heap;
  const movers = pages.filter((_, index) => index % load.each < load.moving);
  for (const page of movers) page.begin();
  await wait(500);
  const timers = movers.map((page, index) => {
    // Not all in the same instant: people are not.
    const begin = wait((index / movers.length) * (1_000 / load.perSecond));
    return begin.then(() => setInterval(() => page.move(), 1_000 / load.perSecond));
  });
  await wait(warmSeconds * 1_000);
  child.send('begin');
  for (const page of pages) {
    page.delivered = 0;
    page.waits.length = 0;
  }
  const own = process.cpuUsage();
  const at = performance.now();
  await wait(seconds * 1_000);
  const { cpuMs } = await told('end', z.object({ cpuMs: z.number() }));
  const took = performance.now() - at;
  const { user, system } = process.cpuUsage(own);
  const delivered = pages.reduce((sum, page) => sum + page.delivered, 0);
  const waits = pages.flatMap((page) => page.waits).sort((a, b) => a - b);
  for (const timer of timers) clearInterval(await timer);
  await wait(1_500);
  const close = pages.filter(({ xs }) => xs.size > 0);
  const isConverged = close.every((page) =>
    movers
      .filter(({ seat, name }) => seat.room === page.seat.room && name !== page.name)
      .every((other) => page.xs.get(other.name) === other.lastX),
  );
  for (const page of pages) page.close();
  child.send('close');
  await once(child, 'exit');
  const expected = load.rooms * load.moving * (load.each - 1) * load.perSecond;
  return {
    perUpdate: (cpuMs * 1_000) / delivered,
    busy: cpuMs / took,
    clientBusy: (user + system) / 1_000 / took,
    // Ours tell the mover too, in the same frame; that is not counted as delivered to anybody.
    share: delivered / (took / 1_000) / (name === 'ours' ? expected * (load.each / (load.each - 1)) : expected),
    p50: waits[Math.floor(waits.length * 0.5)] ?? Number.NaN,
    p99: waits[Math.floor(waits.length * 0.99)] ?? Number.NaN,
    isConverged,
    idleKb: (idle - empty) / 1_024 / pages.length,
  };
}

const names: readonly EndName[] = ['ours', 'Socket.IO relay', 'bare ws relay'];
const loads: readonly Load[] = [
  { title: '1 room of 50, all moving at 5 Hz', rooms: 1, each: 50, moving: 50, perSecond: 5 },
  { title: '1 room of 50, all moving at 20 Hz', rooms: 1, each: 50, moving: 50, perSecond: 20 },
  { title: '1 room of 50, 12 of them moving at 20 Hz', rooms: 1, each: 50, moving: 12, perSecond: 20 },
  { title: '200 rooms of 4, one moving in each at 5 Hz', rooms: 200, each: 4, moving: 1, perSecond: 5 },
];
const round = (value: number): number => Math.round(value * 100) / 100;
/** Processor an update, as a ratio to ours, by load. */
const relays: Record<string, { socketIo: number; bareWs: number }> = {};
for (const load of loads.filter(({ title }) => title.includes(process.env.BENCH_ONLY ?? ''))) {
  console.log(`\n${load.title}, ${seconds} s`);
  console.log('                     of one core   µs an update   p50 ms   p99 ms   delivered   same board   kB idle');
  const costs: number[] = [];
  for (const name of names) {
    const { busy, perUpdate, p50, p99, share, isConverged, idleKb, clientBusy } = await measure(name, load);
    costs.push(perUpdate);
    const cells = [
      `${(busy * 100).toFixed(0)} %`.padStart(11),
      perUpdate.toFixed(1).padStart(14),
      p50.toFixed(0).padStart(8),
      p99.toFixed(0).padStart(8),
      `${(share * 100).toFixed(0)} %`.padStart(11),
      (isConverged ? 'yes' : 'no').padStart(12),
      idleKb.toFixed(0).padStart(9),
    ];
    console.log(
      `  ${name.padEnd(18)} ${cells.join(' ')}${clientBusy > 0.9 ? '   (the pages were at their limit)' : ''}`,
    );
  }
  const [own = 1, relay = 0, bare = 0] = costs;
  relays[load.title] = { socketIo: round(relay / own), bareWs: round(bare / own) };
  console.log(
    `  processor an update: Socket.IO relay ${(relay / own).toFixed(1)} ×, bare ws ${(bare / own).toFixed(1)} × ours`,
  );
}

/**
 * A stroke of three seconds at 60 points a second, as the board gives them at its own size: whole after each point, as
 * Excalidraw's own room sends it, and as our pages tell it, each 50 ms.
 */
function strokeBytes(): { whole: number; told: number } {
  let before: BoardElement | undefined;
  let [whole, told] = [0, 0];
  for (let step = 1; step <= 180; step += 1) {
    const points = Array.from({ length: step }, (_, index) => [index * 3, Math.round(Math.sin(index / 9) * 61)]);
    const ys = points.map(([, y = 0]) => y);
    const after: BoardElement = {
      ...{
        id: 'Xk2b8dZ0qPq3n0aa1bb2c',
        type: 'freedraw',
        angle: 0,
        strokeColor: '#1e1e1e',
        backgroundColor: 'transparent',
      },
      ...{
        fillStyle: 'solid',
        strokeWidth: 2,
        strokeStyle: 'solid',
        roughness: 1,
        opacity: 100,
        groupIds: [],
        frameId: null,
      },
      ...{
        index: 'a0',
        roundness: null,
        seed: 1968410350,
        boundElements: null,
        updated: 1_795_000_000_000 + step * 16,
        link: null,
      },
      ...{ locked: false, pressures: [], simulatePressure: true, lastCommittedPoint: null, isDeleted: false },
      ...{
        type: 'freedraw' as const,
        x: 12,
        y: 40,
        width: (step - 1) * 3,
        height: Math.max(...ys) - Math.min(...ys),
        points,
        version: step,
        versionNonce: (step * 1_103_515_245) % 2_147_483_647,
      },
    };
    whole += JSON.stringify({ el: after }).length;
    if (step % 3 !== 0) continue;
    told += JSON.stringify(pack(diff(before, after))).length;
    before = after;
  }
  return { whole, told };
}
const { whole, told } = strokeBytes();
console.log(
  `\nA stroke of 3 s: ${(told / 1_024).toFixed(1)} kB, whole elements ${(whole / 1_024).toFixed(0)} kB: ${(whole / told).toFixed(0)} × fewer`,
);

const costs = validationCosts();
console.log('\nAn update, µs:        its JSON alone   with our readers   with zod');
for (const { kind, none, ours, zod } of costs) {
  const cells = [none.toFixed(2).padStart(16), ours.toFixed(2).padStart(18), zod.toFixed(2).padStart(10)];
  console.log(`  ${kind.padEnd(18)} ${cells.join(' ')}`);
}
/** Of each kind, how many times as much as with our readers it costs by zod, and how many times ours as much as no look at all. */
const validation = Object.fromEntries(
  costs.map(({ kind, none, ours, zod }) => [kind, { zodToOurs: round(zod / ours), oursToNone: round(ours / none) }]),
);
console.log(JSON.stringify({ bench: 'rooms', relays, strokeBytes: round(whole / told), validation }));
process.exit(0);
