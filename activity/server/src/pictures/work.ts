import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { type Frame, frameOf, numberOf } from './bounds.ts';
import { colourOf } from './colour.ts';
import { cropOf } from './crop.ts';
import { isEastern } from './eastern.ts';
import { dashOf, fillingOf, hachureGapOf } from './hatching.ts';
import { lengthOf, pointsOf, strokeWidthOf } from './points.ts';

/** What is known of an image before anything of it is unpacked. */
export interface ImageSize {
  bytes: number;
  pixels: number;
}

// Nanoseconds on a slow core, as `npm run bench:pictures` measures them: how long a page takes is known before it is drawn.
const perElement = 30_000;
const perSegment = 8_000;
const perPenPoint = 60_000;
const perCharacter = 60_000;
const perEasternCharacter = 200_000;
const perStep = 60;
const perDash = 1_500;
const perStrokePixel = 90;
const perCrossing = 0.05;
const perFilledPixel = 2;
const perGlyphPixel = 0.5;
const perImagePixel = 60;
const perUnpackedPixel = 25;
const perImageByte = 10;
/** A line's round end, in edges. */
const edgesOfEnd = 10;

/** Past this a page is not drawn at all. */
export const mostWorkMs = 4_000;

/** How long a page's picture takes to draw, in milliseconds, before anything of it is drawn. Stops counting past the limit. */
export function workOf(elements: readonly BoardElement[], images: ReadonlyMap<string, ImageSize>): number {
  const shown = elements.filter(({ isDeleted }) => !isDeleted);
  const frame = frameOf(shown);
  let work = 0;
  for (const element of shown) {
    work += (perElement + ownWork(element, frame, images)) / 1e6;
    if (!(work <= mostWorkMs)) break;
  }
  return work;
}

function ownWork(element: BoardElement, frame: Frame, images: ReadonlyMap<string, ImageSize>): number {
  const [width, height] = [Math.abs(element.width), Math.abs(element.height)];
  switch (element.type) {
    case 'rectangle':
    case 'diamond':
    case 'frame':
    case 'magicframe':
      return shapeWork(element, { segments: 8, length: 2 * (width + height), area: width * height }, frame);
    case 'ellipse': {
      const segments = 2 * Math.max(12, 0.7 * Math.sqrt(2 * Math.PI * Math.hypot(width, height)));
      return shapeWork(element, { segments, length: 2 * (width + height), area: width * height }, frame);
    }
    case 'line':
    case 'arrow':
      return lineWork(element, frame);
    case 'freedraw':
      return penWork(element, frame);
    case 'text':
      return textWork(element, frame);
    case 'image':
      return imageWork(element, frame, images);
  }
}

/** What a shape is made of, in the page's units. */
interface Outline {
  segments: number;
  length: number;
  area: number;
}

function lineWork(element: BoardElement, frame: Frame): number {
  const points = pointsOf(element, frame.scale);
  const [length, area] = [lengthOf(points), areaOf(points)];
  // A curve is cut into straight pieces before it is hatched, and swings out beyond its points.
  const curved = element['roundness'] ? 1.5 : 1;
  const pieces = element['roundness'] ? Math.sqrt(length * points.length) : 0;
  return shapeWork(
    element,
    { segments: points.length + 12 + pieces, length: length * curved, area: area * curved },
    frame,
  );
}

function shapeWork(element: BoardElement, { segments, length, area }: Outline, { scale }: Frame): number {
  const dash = dashOf(element, scale);
  const strokes = dash ? 1 : 2;
  const dashes = dash ? length / (dash[0] + dash[1]) : 0;
  const pixels = { length: length * scale, height: heightOf(element, scale) };
  const outline =
    segments * strokes * perSegment +
    dashes * perDash +
    strokeWork(pixels.length * strokes, segments * strokes + dashes, pixels.height);
  const filling = fillingOf(element, colourOf(element['backgroundColor'], 'transparent') === 'transparent');
  if (filling === 'none') return outline;
  if (filling === 'solid')
    return outline + area * scale * scale * perFilledPixel + strokeWork(pixels.length, segments, pixels.height);
  // Each line twice, as by hand; some fillings have two lines for one.
  const times = filling === 'hachure' ? 2 : 4;
  const gap = hachureGapOf(element, scale);
  const lines = (times * length) / (2 * gap);
  const hatching = strokeWork((times * area * scale) / gap, lines, pixels.height);
  return outline + length * times * perStep + lines * perSegment + hatching;
}

/** Lines of so many pixels in all, in so many pieces, one path: what lies over each other is sorted at each row of pixels. */
function strokeWork(pixels: number, pieces: number, height: number): number {
  const edges = pieces * edgesOfEnd;
  const atOnce = Math.min(edges, (pixels + edges) / height);
  return (pixels + edges) * (perStrokePixel + perCrossing * atOnce);
}

function penWork(element: BoardElement, { scale }: Frame): number {
  const points = pointsOf(element, scale);
  const length = lengthOf(points) * scale;
  const area = Math.min(areaOf(points) * scale * scale, length * strokeWidthOf(element) * scale * 5);
  const outline = strokeWork(2 * length, 2 * points.length, heightOf(element, scale));
  return points.length * perPenPoint + area * perFilledPixel + outline;
}

function textWork(element: BoardElement, { width, height, scale }: Frame): number {
  const text = element.text ?? '';
  const lines = text.split('\n').length;
  const glyph = Math.min((fontSizeOf(element) * scale) ** 2, width * height * scale * scale);
  const perOne = (isEastern.test(text) ? perEasternCharacter : perCharacter) + glyph * perGlyphPixel;
  return text.length * perOne + lines * perCharacter;
}

function imageWork(element: BoardElement, { scale }: Frame, images: ReadonlyMap<string, ImageSize>): number {
  const image = typeof element.fileId === 'string' ? images.get(element.fileId) : undefined;
  if (!image) return 0;
  const { width, height } = element;
  const crop = cropOf(element);
  // All of it is drawn, as large as the part that is shown makes it, and then cut; a faded one goes onto a sheet first.
  const times = crop ? (crop.naturalWidth / crop.width) * (crop.naturalHeight / crop.height) * 3 : 1;
  const faded = numberOf(element, 'opacity', 100) < 100 ? 2 : 1;
  const pixels = Math.abs(width * height) * scale * scale * Math.max(1, times) * faded;
  return pixels * perImagePixel + image.pixels * perUnpackedPixel + image.bytes * perImageByte;
}

/** How large somebody's letters are drawn. */
export const fontSizeOf = (element: BoardElement): number =>
  Math.min(500, Math.max(1, numberOf(element, 'fontSize', 20)));

const heightOf = ({ height }: BoardElement, scale: number): number => Math.max(1, Math.abs(height) * scale);

function areaOf(points: readonly (readonly number[])[]): number {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of points) {
    box[0] = Math.min(box[0] ?? x, x);
    box[1] = Math.min(box[1] ?? y, y);
    box[2] = Math.max(box[2] ?? x, x);
    box[3] = Math.max(box[3] ?? y, y);
  }
  const [left = 0, top = 0, right = 0, bottom = 0] = box;
  return points.length === 0 ? 0 : (right - left) * (bottom - top);
}
