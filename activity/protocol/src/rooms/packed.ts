import type { ElementChange, ElementDelta } from './change.ts';
import { type BoardElement, readElement } from './element.ts';
import { farthest, isElementId, maxPoints, maxPressure } from './element-fields.ts';

/**
 * A change as it travels: by place instead of by name, since a stroke is told twenty times a second. Id, version, nonce,
 * how many versions back and which nonce it is said against, fields that were set (0 for none), added points (0 for
 * none), added pressures. Of points the steps, one coordinate after the other; or where they are, as `at`.
 */
export type PackedChange = { el: BoardElement } | PackedDelta;
export type PackedDelta = [
  id: string,
  version: number,
  nonce: number,
  back: number,
  fromNonce: number,
  set: Record<string, unknown> | 0,
  added: number[] | { at: number[] } | 0,
  pressures?: number[],
];

export function pack(change: ElementChange): PackedChange {
  if ('el' in change) return change;
  const { id, v, n, from, set, steps, points, pressures } = change;
  const [fromVersion, fromNonce] = from;
  const added = points ? { at: points.flat() } : (steps?.flat() ?? 0);
  const packed: PackedDelta = [id, v, n, v - fromVersion, fromNonce, set ?? 0, added];
  if (pressures) packed.push(pressures);
  return packed;
}

export function unpack(packed: PackedChange): ElementChange {
  if ('el' in packed) return packed;
  const [id, v, n, back, fromNonce, set, added, pressures] = packed;
  const delta: ElementDelta = { id, v, n, from: [v - back, fromNonce] };
  if (set !== 0) delta.set = set;
  if (Array.isArray(added)) delta.steps = pairs(added);
  else if (added !== 0) delta.points = pairs(added.at);
  if (pressures) delta.pressures = pressures;
  return delta;
}

const pairs = (flat: readonly number[]): number[][] =>
  Array.from({ length: Math.floor(flat.length / 2) }, (_, index) => flat.slice(index * 2, index * 2 + 2));

const maxInt = 2 ** 31 - 1;
const isVersion = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= maxInt;
const isNumbers = (value: unknown, count: number, most: number): value is number[] =>
  Array.isArray(value) &&
  value.length <= count &&
  value.every((one) => typeof one === 'number' && Math.abs(one) <= most);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Known fields are fewer. */
const mostFields = 64;

/** What was said about boards: what can be read, whose ids can be but not more, and whether something had not even one. */
export interface ReadChanges {
  changes: ElementChange[];
  broken: string[];
  isGarbled: boolean;
}

/** BD-9: each change by itself, so that one which cannot be read costs no other. */
export function readChanges(given: readonly unknown[]): ReadChanges {
  const read: ReadChanges = { changes: [], broken: [], isGarbled: false };
  for (const one of given) {
    const change = readChange(one);
    if (change) read.changes.push(change);
    else {
      const id = idOf(one);
      if (id === null) read.isGarbled = true;
      else read.broken.push(id);
    }
  }
  return read;
}

/** One change, read and unpacked; null for what is none. Which fields a delta may set depends on its element. */
export function readChange(given: unknown): ElementChange | null {
  if (isObject(given)) {
    const el = readElement(given['el']);
    return el && { el };
  }
  if (!Array.isArray(given) || given.length < 7 || given.length > 8) return null;
  const values: readonly unknown[] = given;
  const [id, v, n, back, fromNonce, set, added, pressures] = values;
  if (!isElementId(id) || !isVersion(v) || !isVersion(n) || !isVersion(back) || !isVersion(fromNonce)) return null;
  const delta: ElementDelta = { id, v, n, from: [v - back, fromNonce] };
  if (set !== 0) {
    if (!isObject(set) || Object.keys(set).length > mostFields) return null;
    delta.set = set;
  }
  if (isNumbers(added, maxPoints * 2, farthest)) delta.steps = pairs(added);
  else if (isObject(added) && isNumbers(added['at'], maxPoints * 2, farthest)) delta.points = pairs(added['at']);
  else if (added !== 0) return null;
  if (pressures !== undefined) {
    if (!isNumbers(pressures, maxPoints, maxPressure)) return null;
    delta.pressures = pressures;
  }
  return delta;
}

/** Whose change something was meant to be; null where that cannot be read. */
function idOf(given: unknown): string | null {
  const id: unknown = Array.isArray(given) ? given[0] : isObject(given) && isObject(given['el']) && given['el']['id'];
  return isElementId(id) ? id : null;
}
