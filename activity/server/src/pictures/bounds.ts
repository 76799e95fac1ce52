import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';

const margin = 32;
const flattest = 20;
/** The longest side of a picture, in pixels. */
const longestSide = 2_400;
const largestScale = 2;

export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** Where a picture begins on the page and how large it is, both in the page's units, and how many pixels one of them has. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
  scale: number;
}

export function frameOf(elements: readonly BoardElement[]): Frame {
  const [left, top, right, bottom] = boundsOf(elements);
  const [wide, high] = [Math.ceil(right - left + 2 * margin), Math.ceil(bottom - top + 2 * margin)];
  // Of two things far apart it is no hair's breadth.
  const [width, height] = [Math.max(wide, Math.ceil(high / flattest)), Math.max(high, Math.ceil(wide / flattest))];
  const scale = Math.min(largestScale, longestSide / Math.max(width, height));
  return { left: left - margin, top: top - margin, width, height, scale };
}

function boundsOf(elements: readonly BoardElement[]): Box {
  if (elements.length === 0) return [0, 0, 400, 300];
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const element of elements) {
    const [left, top, right, bottom] = ownBox(element);
    const [cx, cy, angle] = [(left + right) / 2, (top + bottom) / 2, numberOf(element, 'angle', 0)];
    const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    const [halfX, halfY] = [(right - left) / 2, (bottom - top) / 2];
    const [wide, high] = [halfX * cos + halfY * sin, halfX * sin + halfY * cos];
    box[0] = Math.min(box[0], cx - wide);
    box[1] = Math.min(box[1], cy - high);
    box[2] = Math.max(box[2], cx + wide);
    box[3] = Math.max(box[3], cy + high);
  }
  return box;
}

/** Before it is turned; of lines by their points, which may lie to the left of where they begin. */
export function ownBox({ x, y, width, height, points }: BoardElement): Box {
  if (!points || points.length === 0)
    return [Math.min(x, x + width), Math.min(y, y + height), Math.max(x, x + width), Math.max(y, y + height)];
  const [xs, ys] = [points.map(([px]) => px ?? 0), points.map(([, py]) => py ?? 0)];
  const least = (list: readonly number[]) => list.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (list: readonly number[]) => list.reduce((a, b) => Math.max(a, b), -Infinity);
  return [x + least(xs), y + least(ys), x + most(xs), y + most(ys)];
}

/** A field that the protocol does not check, where it is a number. */
export function numberOf(element: BoardElement, key: string, otherwise: number): number {
  const value = element[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
