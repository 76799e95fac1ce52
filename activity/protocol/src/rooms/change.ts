import type { BoardElement } from './element.ts';
import { farthest } from './element-fields.ts';

/**
 * How an element changed. Whole, or as what differs from a version that the far end has: a stroke of three seconds is
 * its new points, not all of its points again and again.
 */
export type ElementChange = { el: BoardElement } | ElementDelta;

export interface ElementDelta {
  id: string;
  v: number;
  n: number;
  /** The version and nonce that it is said against. */
  from: [number, number];
  /** Fields with their new values. */
  set?: Record<string, unknown> | undefined;
  /** Points behind those that are there, each by how far it is from the one before: short numbers. */
  steps?: number[][] | undefined;
  /** The same as they are, where the steps would not lead to exactly these. */
  points?: number[][] | undefined;
  pressures?: number[] | undefined;
}

export const changedId = (change: ElementChange): string => ('el' in change ? change.el.id : change.id);

/** When Excalidraw last touched an element: nothing that others see depends on it. */
const own = new Set(['id', 'version', 'versionNonce', 'updated']);

/** What leads from `before` to `after`; whole where there is no before, or where a field went away. */
export function diff(before: BoardElement | undefined, after: BoardElement): ElementChange {
  if (!before || Object.keys(before).some((key) => !Object.hasOwn(after, key))) return { el: after };
  const delta: ElementDelta = {
    id: after.id,
    v: after.version,
    n: after.versionNonce,
    from: [before.version, before.versionNonce],
  };
  const set: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after)) {
    if (own.has(key) || isEqual(before[key], value)) continue;
    const more = key === 'points' || key === 'pressures' ? added(before[key], value) : null;
    if (!more) set[key] = value;
    else if (key === 'pressures') Object.assign(delta, { pressures: more });
    else Object.assign(delta, pointsOf(before.points?.at(-1), after.points?.slice(-more.length) ?? []));
  }
  if ((delta.points ?? delta.steps) && after.type === 'freedraw') saySize(after, set);
  if (Object.keys(set).length > 0) delta.set = set;
  return delta;
}

type Point = readonly number[];

/** Added points as steps from the last one; or as they are, where steps would lead elsewhere or be longer to say. */
function pointsOf(last: Point = [0, 0], points: number[][]): Pick<ElementDelta, 'steps' | 'points'> {
  const steps = points.map(([x = 0, y = 0], at) => {
    const [fromX = 0, fromY = 0] = points[at - 1] ?? last;
    return [x - fromX, y - fromY];
  });
  const isExact =
    steps.every((step) => step.every((one) => Math.abs(one) <= farthest)) && isEqual(walked(last, steps), points);
  return isExact && JSON.stringify(steps).length <= JSON.stringify(points).length ? { steps } : { points };
}

function walked(from: Point = [0, 0], steps: readonly Point[]): number[][] {
  let [x = 0, y = 0] = from;
  return steps.map(([dx = 0, dy = 0]) => {
    x += dx;
    y += dy;
    return [x, y];
  });
}

/** The size of a stroke that goes on follows from its points, and is said only where it does not. */
function saySize(after: BoardElement, set: Record<string, unknown>): void {
  const size = sizeOf(after.points ?? []);
  for (const key of ['width', 'height'] as const) {
    if (after[key] === size[key]) delete set[key];
    else set[key] = after[key];
  }
}

function sizeOf(points: readonly (readonly number[])[]): { width: number; height: number } {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x = 0, y = 0] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { width: right - left, height: bottom - top };
}

/** The element after a change, unchecked; null where it is said against a version that is not the one there. */
export function apply(before: BoardElement | undefined, change: ElementChange): Record<string, unknown> | null {
  if ('el' in change) return change.el;
  const [fromVersion, fromNonce] = change.from;
  if (!before || before.version !== fromVersion || before.versionNonce !== fromNonce) return null;
  const after: Record<string, unknown> = { ...before };
  if (change.points || change.steps) {
    const added = change.points ?? walked(before.points?.at(-1), change.steps ?? []);
    const points = [...(before.points ?? []), ...added];
    after['points'] = points;
    if (before.type === 'freedraw') Object.assign(after, sizeOf(points));
  }
  if (change.pressures) after['pressures'] = [...listOf(before['pressures']), ...change.pressures];
  return Object.assign(after, change.set, { id: before.id, version: change.v, versionNonce: change.n });
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What was added behind a list; null where it changed otherwise. */
function added(before: unknown, after: unknown): unknown[] | null {
  if (!Array.isArray(before) || !Array.isArray(after) || after.length <= before.length) return null;
  return before.every((item, index) => isEqual(item, after[index])) ? after.slice(before.length) : null;
}

/** Whether two values are the same as JSON. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]))
    );
  const [left, right] = [Object.entries(a), Object.keys(b)];
  return left.length === right.length && left.every(([key, value]) => isEqual(value, Reflect.get(b, key)));
}
