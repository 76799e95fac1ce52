// npm run bench:pictures: how long a picture of one rectangle takes while another room asks for pages that are too large to
// draw, one after the other, beside how long it takes alone. One line of JSON: the medians and their ratio.
import { openLog } from '@echochat/core/platform/log.ts';
import { openPictures } from '../src/pictures/pictures.ts';

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const shape = { id: 'a', type: 'rectangle', version: 1, versionNonce: 1, isDeleted: false, x: 0, y: 0, width: 100 };
const one = { ...shape, height: 50, seed: 7 };
const wide = { ...one, width: 9e6, backgroundColor: 'red', fillStyle: 'zigzag', strokeWidth: 0.5 };
/** Just little enough to be drawn. */
const heavy = { ...one, width: 1_200, height: 1_200, backgroundColor: 'red', fillStyle: 'hachure', strokeWidth: 0.5 };
const pages = [Array.from({ length: 20 }, () => wide), Array.from({ length: 8 }, () => heavy)];

const pictures = openPictures(openLog('silent'));
// The processes that draw keep nobody awake.
const awake = setInterval(() => {}, 1_000);
let count = 0;

async function draw(room: number, elements: readonly object[]): Promise<number> {
  count += 1;
  const began = performance.now();
  const content = { elements: elements.map((element) => JSON.stringify(element)), images: [] };
  await pictures.png(`page ${count}`, room, async () => content).catch(() => null);
  return performance.now() - began;
}

async function measure(): Promise<number[]> {
  const took: number[] = [];
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) took.push(await draw(1, [one]));
  return took;
}
const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

// Both processes begin, and unpack what they need.
await Promise.all([draw(1, [one]), draw(2, [one])]);
const alone = await measure();
let isAttacked = true;
let refusedOrDrawn = 0;
const attack = Array.from({ length: 8 }, async (_, at) => {
  while (isAttacked) {
    await draw(2, pages[at % pages.length] ?? []);
    refusedOrDrawn += 1;
  }
});
const attacked = await measure();
isAttacked = false;
await Promise.all(attack);
clearInterval(awake);
await pictures.close();
const [aloneMs, attackedMs] = [median(alone), median(attacked)];
const round = (value: number): number => Math.round(value * 100) / 100;
const figures = { aloneMs: round(aloneMs), attackedMs: round(attackedMs), ratio: round(attackedMs / aloneMs) };
process.stdout.write(
  `${JSON.stringify({ bench: 'pictures', ...figures, slowestMs: round(Math.max(...attacked)), attackerPages: refusedOrDrawn })}\n`,
);
