import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { numberOf } from './bounds.ts';

export type Point = [x: number, y: number];
/** A point with how hard the pen was pressed there. */
export type PenPoint = [x: number, y: number, pressure: number];

/** In pixels: points of a line that are nearer to each other than this are one in the picture. */
const nearest = 0.5;

export const distance = (a: readonly number[] = [0, 0], b: readonly number[] = [0, 0]): number =>
  Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));

/** The points of a line that its picture can tell apart; its first and its last always. */
export function pointsOf({ points = [] }: BoardElement, scale: number): Point[] {
  return thinned(
    points.map(([x = 0, y = 0]): Point => [x, y]),
    scale,
  );
}

/** The same of a stroke by hand; null where nothing tells how hard the pen was pressed. */
export function penPointsOf(element: BoardElement, scale: number): PenPoint[] | null {
  const pressures: unknown = element['pressures'];
  if (element['simulatePressure'] !== false || !Array.isArray(pressures) || pressures.length === 0) return null;
  const { points = [] } = element;
  return thinned(
    points.map(([x = 0, y = 0], index): PenPoint => [x, y, pressureOf(pressures[index])]),
    scale,
  );
}

const pressureOf = (given: unknown): number =>
  typeof given === 'number' && Number.isFinite(given) ? Math.min(1, Math.max(0, given)) : 0.5;

function thinned<T extends readonly number[]>(points: readonly T[], scale: number): T[] {
  const kept: T[] = [];
  for (const [index, point] of points.entries())
    if (index === 0 || index === points.length - 1 || distance(kept.at(-1), point) * scale >= nearest) kept.push(point);
  return kept;
}

/** How long a line is, in the page's units. */
export function lengthOf(points: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let index = 1; index < points.length; index += 1) sum += distance(points[index - 1], points[index]);
  return sum;
}

/** How thick a line is drawn. */
export const strokeWidthOf = (element: BoardElement): number =>
  Math.min(20, Math.max(0.5, numberOf(element, 'strokeWidth', 2)));
