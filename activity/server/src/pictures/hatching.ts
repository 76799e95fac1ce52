import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { strokeWidthOf } from './points.ts';

/** In pixels: lines of a hatching, and dashes, that are nearer to each other would be a grey that costs seconds. */
const nearest = 3;

/** How far from each other the lines of a hatching are, in the page's units. */
export function hachureGapOf(element: BoardElement, scale: number): number {
  const gap = strokeWidthOf(element) * 4;
  return gap * scale >= nearest ? gap : Math.ceil(nearest / scale);
}

/** The dash and the gap after it; null for a line without. */
export function dashOf(element: BoardElement, scale: number): [dash: number, gap: number] | null {
  const strokeWidth = strokeWidthOf(element);
  const style = element['strokeStyle'];
  const own: [number, number] | null =
    style === 'dashed' ? [8, 8 + strokeWidth] : style === 'dotted' ? [1.5, 6 + strokeWidth] : null;
  if (own === null) return null;
  const times = Math.max(1, nearest / (scale * (own[0] + own[1])));
  return [own[0] * times, own[1] * times];
}

export type Filling = 'none' | 'solid' | 'hachure' | 'cross-hatch' | 'zigzag';

/** What a shape is filled with. A page of Excalidraw's names for colours and styles; what is none of them is the usual. */
export function fillingOf(element: BoardElement, isTransparent: boolean): Filling {
  const given = element['fillStyle'];
  if (isTransparent) return 'none';
  return given === 'hachure' || given === 'cross-hatch' || given === 'zigzag' ? given : 'solid';
}
