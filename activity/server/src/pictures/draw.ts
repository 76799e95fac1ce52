import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { getStroke } from 'perfect-freehand';
import rough from 'roughjs';
import type { Drawable, Options } from 'roughjs/bin/core.d.ts';
import type { RoughGenerator } from 'roughjs/bin/generator.d.ts';
import { z } from 'zod';
import { frameOf, numberOf, ownBox } from './bounds.ts';
import { colourOf } from './colour.ts';
import { cropOf } from './crop.ts';
import { dashOf, fillingOf, hachureGapOf } from './hatching.ts';
import { distance, penPointsOf, pointsOf, strokeWidthOf } from './points.ts';
import { fontSizeOf } from './work.ts';

// A board's page as SVG, in the hand that Excalidraw draws with: the same generator, the same seeds. What people wrote
// gets into it as numbers, known words and escaped text alone.

const paper = '#ffffff';
const ink = '#1e1e1e';
/** Excalidraw's numbers of its fonts, with the names that their files give themselves. */
const fonts: Readonly<Record<number, string>> = {
  1: 'Virgil',
  2: 'Liberation Sans',
  3: 'Cascadia Code',
  5: 'Excalifont',
  6: 'Nunito ExtraLight Medium',
  7: 'Lilita One',
  8: 'Comic Shanns Regular',
  9: 'Liberation Sans',
};
// Its types are those of its other build: in Node the default export is the thing itself.
const generator = (rough as unknown as { generator(): RoughGenerator }).generator();

export interface Drawing {
  svg: string;
  width: number;
  height: number;
  /** Pixels for one of its units. */
  scale: number;
}

/** Images by what the board calls them, as data: addresses of ours. */
export type Images = Readonly<Record<string, string>>;

/** A page's elements as one picture, as large as what is on it. */
export function draw(elements: readonly BoardElement[], images: Images = {}): Drawing {
  const shown = elements.filter(({ isDeleted }) => !isDeleted);
  const { left, top, width, height, scale } = frameOf(shown);
  const view = `${round(left)} ${round(top)} ${width} ${height}`;
  const body = shown.map((element) => shapeOf(element, scale, images)).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}" width="${width}" height="${height}"><rect x="${round(left)}" y="${round(top)}" width="${width}" height="${height}" fill="${paper}"/>${body}</svg>`;
  return { svg, width, height, scale };
}

function shapeOf(element: BoardElement, scale: number, images: Images): string {
  const inner = element.type === 'image' ? imageOf(element, images) : innerOf(element, scale);
  if (inner === '') return '';
  const [left, top, right, bottom] = ownBox(element);
  const degrees = (numberOf(element, 'angle', 0) * 180) / Math.PI;
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  const turn = degrees === 0 ? '' : `rotate(${round(degrees)} ${round(cx)} ${round(cy)}) `;
  const opacity = Math.min(100, Math.max(0, numberOf(element, 'opacity', 100))) / 100;
  const fade = opacity === 1 ? '' : fadeOf(element, round(opacity));
  return `<g transform="${turn}translate(${round(element.x)} ${round(element.y)})"${fade}>${inner}</g>`;
}

/**
 * A group that fades as one is drawn on a sheet of its own, and where all of that lies far outside, as a text may whose
 * size is not what it says, the library aborts. An image is always as large as it says.
 */
const fadeOf = ({ type }: BoardElement, opacity: number): string =>
  type === 'image' ? ` opacity="${opacity}"` : ` fill-opacity="${opacity}" stroke-opacity="${opacity}"`;

/** The image, or the part of it that is shown; its place where it never arrived. */
function imageOf(element: BoardElement, images: Images): string {
  const { width, height, fileId } = element;
  const size = `width="${round(width)}" height="${round(height)}"`;
  const href = typeof fileId === 'string' && Object.hasOwn(images, fileId) ? images[fileId] : undefined;
  if (href === undefined) return `<rect ${size} fill="#f1f0f5" stroke="#bbbbbb"/>`;
  const [flipX, flipY] = z.tuple([z.number(), z.number()]).catch([1, 1]).parse(element['scale']);
  const flip =
    flipX < 0 || flipY < 0
      ? ` transform="translate(${flipX < 0 ? round(width) : 0} ${flipY < 0 ? round(height) : 0}) scale(${flipX < 0 ? -1 : 1} ${flipY < 0 ? -1 : 1})"`
      : '';
  const cut = cropOf(element);
  if (!cut) return `<g${flip}><image ${size} preserveAspectRatio="none" href="${href}"/></g>`;
  const view = [cut.x, cut.y, cut.width, cut.height].map(round).join(' ');
  const whole = `width="${round(cut.naturalWidth)}" height="${round(cut.naturalHeight)}"`;
  return `<g${flip}><svg ${size} viewBox="${view}" preserveAspectRatio="none"><image ${whole} preserveAspectRatio="none" href="${href}"/></svg></g>`;
}

function innerOf(element: BoardElement, scale: number): string {
  const { type, width, height } = element;
  const options = optionsOf(element, scale);
  switch (type) {
    case 'rectangle':
      return paths(
        element['roundness']
          ? generator.path(roundedRectangle(width, height), options)
          : generator.rectangle(0, 0, width, height, options),
        scale,
      );
    case 'diamond': {
      const corners: [number, number][] = [
        [width / 2, 0],
        [width, height / 2],
        [width / 2, height],
        [0, height / 2],
      ];
      return paths(generator.polygon(corners, options), scale);
    }
    case 'ellipse':
      return paths(generator.ellipse(width / 2, height / 2, width, height, options), scale);
    case 'arrow':
    case 'line':
      return lineOf(element, scale, options);
    case 'freedraw':
      return strokeOf(element, scale);
    case 'text':
      return textOf(element);
    case 'frame':
    case 'magicframe':
      return `<rect width="${round(width)}" height="${round(height)}" rx="8" fill="none" stroke="#bbbbbb" stroke-width="2"/>`;
    case 'image':
      return '';
  }
}

/** In pixels: a thinner line is hardly seen, and its curves cost the renderer a hundred times as much. */
const thinnest = 0.5;

function paths(drawable: Drawable, scale: number): string {
  return generator
    .toPaths(drawable)
    .map(({ d, stroke, strokeWidth, fill }) => {
      const dash = stroke === 'none' ? undefined : drawable.options.strokeLineDash;
      const dashes =
        dash && dash.length > 0 && fill === 'none' ? ` stroke-dasharray="${dash.map(round).join(' ')}"` : '';
      return `<path d="${d}" stroke="${stroke}" stroke-width="${round(Math.max(strokeWidth, thinnest / scale))}" fill="${fill ?? 'none'}" stroke-linecap="round" stroke-linejoin="round"${dashes}/>`;
    })
    .join('');
}

function optionsOf(element: BoardElement, scale: number): Options {
  const strokeWidth = strokeWidthOf(element);
  const roughness = Math.min(3, Math.max(0, numberOf(element, 'roughness', 1)));
  const size = Math.max(element.width, element.height);
  const fill = colourOf(element['backgroundColor'], 'transparent');
  const filling = fillingOf(element, fill === 'transparent');
  const dash = dashOf(element, scale);
  return {
    seed: Math.abs(Math.trunc(numberOf(element, 'seed', 1))) || 1,
    stroke: colourOf(element['strokeColor'], ink),
    strokeWidth: element['strokeStyle'] === 'solid' ? strokeWidth : strokeWidth + 0.5,
    disableMultiStroke: dash !== null,
    fillWeight: strokeWidth / 2,
    hachureGap: hachureGapOf(element, scale),
    // Small shapes would be lost in their own shaking.
    roughness: size < 20 ? roughness / 3 : size < 50 ? roughness / 2 : roughness,
    preserveVertices: roughness < 2,
    fixedDecimalPlaceDigits: 2,
    ...(dash ? { strokeLineDash: dash } : {}),
    ...(filling === 'none' ? {} : { fill, fillStyle: filling }),
  };
}

function withoutFill({ fill: _fill, ...options }: Options): Options {
  return options;
}

function roundedRectangle(width: number, height: number): string {
  const r = Math.min(32, Math.min(width, height) / 4);
  const [w, h] = [round(width), round(height)];
  return `M ${round(r)} 0 L ${round(w - r)} 0 Q ${w} 0, ${w} ${round(r)} L ${w} ${round(h - r)} Q ${w} ${h}, ${round(w - r)} ${h} L ${round(r)} ${h} Q 0 ${h}, 0 ${round(h - r)} L 0 ${round(r)} Q 0 0, ${round(r)} 0`;
}

function lineOf(element: BoardElement, scale: number, options: Options): string {
  const points = pointsOf(element, scale);
  if (points.length < 2) return '';
  const isClosed = points.length > 2 && distance(points[0], points.at(-1)) < 8;
  const own = isClosed ? options : withoutFill(options);
  const line = element['roundness'] ? generator.curve(points, own) : generator.linearPath(points, own);
  const body =
    isClosed && options.fill && !element['roundness']
      ? paths(generator.polygon(points, options), scale)
      : paths(line, scale);
  if (element.type !== 'arrow') return body;
  const head = (which: unknown, at: [number, number] | undefined, from: [number, number] | undefined) =>
    which === null || which === 'none' || !at || !from ? '' : arrowhead(which, at, from, element, scale, options);
  return (
    body +
    head(element['endArrowhead'] ?? null, points.at(-1), points.at(-2)) +
    head(element['startArrowhead'] ?? null, points[0], points[1])
  );
}

function arrowhead(
  kind: unknown,
  at: [number, number],
  from: [number, number],
  element: BoardElement,
  scale: number,
  options: Options,
): string {
  const size = Math.min(30, distance(at, from) / 2 || 10);
  const direction = Math.atan2(at[1] - from[1], at[0] - from[0]);
  const wing = (turn: number): [number, number] => [
    at[0] - size * Math.cos(direction + turn),
    at[1] - size * Math.sin(direction + turn),
  ];
  const own = { ...withoutFill(options), strokeLineDash: [] };
  const colour = colourOf(element['strokeColor'], ink);
  if (kind === 'dot' || kind === 'circle' || kind === 'circle_outline') {
    const fill = kind === 'circle_outline' ? paper : colour;
    return paths(generator.circle(at[0], at[1], size / 2, { ...own, fill, fillStyle: 'solid' }), scale);
  }
  if (kind === 'bar') return paths(generator.linearPath([wing(Math.PI / 2), wing(-Math.PI / 2)], own), scale);
  const [one, other] = [wing(0.35), wing(-0.35)];
  if (kind === 'triangle' || kind === 'triangle_outline') {
    const fill = kind === 'triangle_outline' ? paper : colour;
    return paths(generator.polygon([at, one, other], { ...own, fill, fillStyle: 'solid' }), scale);
  }
  return paths(generator.linearPath([one, at, other], own), scale);
}

/** A stroke by hand: its outline, filled, as Excalidraw makes it. */
function strokeOf(element: BoardElement, scale: number): string {
  const pressed = penPointsOf(element, scale);
  const input: number[][] = pressed ?? pointsOf(element, scale);
  const outline = getStroke(input.length > 0 ? input : [[0, 0, 0.5]], {
    simulatePressure: pressed === null,
    size: strokeWidthOf(element) * 4.25,
    thinning: 0.6,
    smoothing: 0.5,
    streamline: 0.5,
    easing: (t) => Math.sin((t * Math.PI) / 2),
    last: true,
  });
  const [first, ...rest] = outline;
  if (!first) return '';
  const all = [first, ...rest];
  const d = all
    .map(([x = 0, y = 0], index) => {
      const [nextX = 0, nextY = 0] = all[(index + 1) % all.length] ?? [];
      return `${round(x)} ${round(y)} ${round((x + nextX) / 2)} ${round((y + nextY) / 2)}`;
    })
    .join(' ');
  return `<path d="M ${round(first[0] ?? 0)} ${round(first[1] ?? 0)} Q ${d} Z" fill="${colourOf(element['strokeColor'], ink)}"/>`;
}

function textOf(element: BoardElement): string {
  const size = fontSizeOf(element);
  const high = size * Math.min(5, Math.max(0.5, numberOf(element, 'lineHeight', 1.25)));
  const align = element['textAlign'];
  const [anchor, x] =
    align === 'center' ? ['middle', element.width / 2] : align === 'right' ? ['end', element.width] : ['start', 0];
  const font = fonts[numberOf(element, 'fontFamily', 5)] ?? 'Excalifont';
  const lines = (element.text ?? '').split('\n').map((line, index) => {
    const y = high * index + high / 2 + size * 0.34;
    return `<tspan x="${round(x)}" y="${round(y)}">${escaped(line)}</tspan>`;
  });
  return `<text font-family="${font}, Excalifont, Xiaolai" font-size="${round(size)}" text-anchor="${anchor}" fill="${colourOf(element['strokeColor'], ink)}" xml:space="preserve">${lines.join('')}</text>`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** What XML knows no character for is left out. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(unwritable, '')
    .replace(/[&<>"']/g, (sign) => signs[sign] ?? '');
