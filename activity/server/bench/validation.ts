import { deepStrictEqual } from 'node:assert';
import { readElement } from '@echochat/activity-protocol/rooms/element.ts';
import { elementSchema } from './element-schema.ts';

const common = {
  ...{
    id: 'Xk2b8dZ0qPq3n0aa1bb2c',
    angle: 0,
    strokeColor: '#1e1e1e',
    backgroundColor: 'transparent',
    seed: 1_968_410_350,
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
  ...{ index: 'a0', roundness: { type: 3 }, boundElements: [{ id: 'b1', type: 'arrow' }], updated: 1_795_000_000_000 },
  ...{ link: null, locked: false, version: 7, versionNonce: 8, isDeleted: false, x: 1, y: 2, width: 300, height: 120 },
};
const curve = (length: number) => Array.from({ length }, (_, at) => [at * 3, Math.round(Math.sin(at / 9) * 61)]);
const bound = (elementId: string) => ({ elementId, focus: 0.1, gap: 4, fixedPoint: null });
const words = 'What we learnt today, and what comes next week.';

/** An update as it arrives, in JSON: what people draw most. */
const updates: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    rectangle: {},
    text: { fontSize: 20, fontFamily: 5, text: words, originalText: words, textAlign: 'left', containerId: null },
    arrow: { points: curve(3), startBinding: bound('a'), endBinding: bound('b'), endArrowhead: 'arrow' },
    freedraw: { points: curve(180), pressures: [], simulatePressure: true },
  }).map(([type, own]) => [type, JSON.stringify({ ...common, ...own, type })]),
);

const perRound = 2_000;
const rounds = 40;

/** Processor microseconds a call of each, by the cheapest of the rounds, which they take in turns. */
function timed(works: readonly (() => unknown)[]): number[] {
  const best = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1)
    for (const [which, work] of works.entries()) {
      const at = process.cpuUsage();
      for (let call = 0; call < perRound; call += 1) work();
      const { user, system } = process.cpuUsage(at);
      best[which] = Math.min(best[which] ?? 0, (user + system) / perRound);
    }
  return best;
}

export interface ValidationCost {
  kind: string;
  /** To parse an update's JSON and do nothing more, in microseconds; to read it too, by our readers, and by zod. */
  none: number;
  ours: number;
  zod: number;
}

/** What it costs to look at an update before it is believed. */
export function validationCosts(): ValidationCost[] {
  return Object.entries(updates).map(([kind, json]) => {
    const parsed: unknown = JSON.parse(json);
    // Both say the same of it, so that they are worth comparing.
    deepStrictEqual(readElement(parsed), elementSchema.parse(parsed));
    const [none = 0, ours = 0, zod = 0] = timed([
      () => JSON.parse(json),
      () => readElement(JSON.parse(json)),
      () => elementSchema.parse(JSON.parse(json)),
    ]);
    return { kind, none, ours, zod };
  });
}
