import { safeLink } from '@echochat/core/platform/web-address.ts';

// What each kind of element may carry: Excalidraw 0.18's own fields, each with its bound. Others are not kept.

/** What a field's reader answers for a value that the field may not have. */
export const bad = Symbol('bad');
/** Reads a value: what is kept of it, or `bad`. */
export type Read = (value: unknown) => unknown;

/** How far from the middle of a board something may be. */
export const farthest = 1e7;
/** Of one element, points and pressures together. */
export const maxPoints = 20_000;
export const maxPressure = 1_000;
const maxElementText = 10_000;
const maxGroups = 50;
const maxBound = 1_000;
const maxSegments = 1_000;
const maxInt = 2 ** 31 - 1;

const number =
  (min: number, max: number): Read =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max ? value : bad;
const whole =
  (min: number, max: number): Read =>
  (value) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max ? value : bad;
const flag: Read = (value) => (typeof value === 'boolean' ? value : bad);
const text =
  (max: number): Read =>
  (value) =>
    typeof value === 'string' && value.length <= max ? value : bad;
const oneOf = (...values: readonly unknown[]): Read => {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : bad);
};
const orNull =
  (read: Read): Read =>
  (value) =>
    value === null ? null : read(value);

const idPattern = /^[\w-]{1,64}$/;
export const isElementId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);
const id: Read = (value) => (isElementId(value) ? value : bad);

const list =
  (max: number, read: Read): Read =>
  (value) => {
    if (!Array.isArray(value) || value.length > max) return bad;
    const found = value.map(read);
    return found.includes(bad) ? bad : found;
  };

/** An object of exactly these fields; what is not `optional` has to be there. */
const object = (fields: Readonly<Record<string, Read>>, optional: readonly string[] = []): Read => {
  const known = Object.entries(fields);
  return (value) => {
    if (typeof value !== 'object' || value === null) return bad;
    const found: Record<string, unknown> = {};
    for (const [key, read] of known) {
      const given: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
      if (given === undefined && optional.includes(key)) continue;
      const one = read(given);
      if (one === bad) return bad;
      found[key] = one;
    }
    return found;
  };
};

const isFinitePlace = (value: unknown): boolean => typeof value === 'number' && value >= -farthest && value <= farthest;
const place: Read = (value) => (isFinitePlace(value) ? value : bad);
/** From one end to the other. */
const size = number(-4 * farthest, 4 * farthest);
const pair: Read = (value) => (Array.isArray(value) && value.length === 2 && value.every(isFinitePlace) ? value : bad);
/** Long lists stay the same object: they are looked at, not copied. */
const points: Read = (value) =>
  Array.isArray(value) && value.length <= maxPoints && value.every((one) => pair(one) !== bad) ? value : bad;
const pressures: Read = (value) =>
  Array.isArray(value) && value.length <= maxPoints && value.every((one) => pressure(one) !== bad) ? value : bad;
const pressure = number(-maxPressure, maxPressure);

/** What an element may not lead to is taken off it. */
const link: Read = safeLink;

const binding = object({ elementId: id, focus: place, gap: place, fixedPoint: orNull(pair) }, ['fixedPoint']);
const arrowhead = orNull(
  oneOf(
    ...['arrow', 'bar', 'dot', 'circle', 'circle_outline', 'triangle', 'triangle_outline', 'diamond'],
    ...['diamond_outline', 'crowfoot_one', 'crowfoot_many', 'crowfoot_one_or_many'],
  ),
);

const base: Readonly<Record<string, Read>> = {
  id,
  version: whole(0, maxInt),
  versionNonce: whole(0, maxInt),
  isDeleted: flag,
  x: place,
  y: place,
  width: size,
  height: size,
  angle: place,
  strokeColor: text(64),
  backgroundColor: text(64),
  fillStyle: oneOf('hachure', 'cross-hatch', 'solid', 'zigzag'),
  strokeWidth: number(0, 1_000),
  strokeStyle: oneOf('solid', 'dashed', 'dotted'),
  roughness: number(0, 10),
  opacity: number(0, 100),
  seed: number(0, 2 ** 31),
  /** A place in the order that lengthens where much is put between two. */
  index: orNull(text(512)),
  groupIds: list(maxGroups, id),
  frameId: orNull(id),
  boundElements: orNull(list(maxBound, object({ id, type: oneOf('arrow', 'text') }))),
  roundness: orNull(object({ type: oneOf(1, 2, 3), value: place }, ['value'])),
  updated: number(0, 1e15),
  link,
  locked: flag,
};
const lines = {
  points,
  lastCommittedPoint: orNull(pair),
  startBinding: orNull(binding),
  endBinding: orNull(binding),
  startArrowhead: arrowhead,
  endArrowhead: arrowhead,
};
const frame = { name: orNull(text(200)) };
const cropped = { x: place, y: place, width: place, height: place, naturalWidth: place, naturalHeight: place };

/** What may be drawn. No frames of other sites; the bytes of pictures are with the storage. */
export const drawable = [
  'rectangle',
  'diamond',
  'ellipse',
  'arrow',
  'line',
  'freedraw',
  'text',
  'frame',
  'magicframe',
  'image',
] as const;
export type Drawable = (typeof drawable)[number];

const own: Readonly<Record<Drawable, Readonly<Record<string, Read>>>> = {
  rectangle: {},
  diamond: {},
  ellipse: {},
  line: lines,
  arrow: {
    ...lines,
    elbowed: flag,
    fixedSegments: orNull(list(maxSegments, object({ start: pair, end: pair, index: whole(0, maxPoints) }))),
    startIsSpecial: orNull(flag),
    endIsSpecial: orNull(flag),
  },
  freedraw: { points, pressures, simulatePressure: flag, lastCommittedPoint: orNull(pair) },
  text: {
    fontSize: number(0, 10_000),
    fontFamily: whole(0, 1_000),
    text: text(maxElementText),
    originalText: text(maxElementText),
    textAlign: oneOf('left', 'center', 'right'),
    verticalAlign: oneOf('top', 'middle', 'bottom'),
    containerId: orNull(id),
    autoResize: flag,
    lineHeight: number(0, 1_000),
  },
  frame,
  magicframe: frame,
  image: {
    /** BD-7: as the room's files call it. */
    fileId: orNull(id),
    status: oneOf('pending', 'saved', 'error'),
    scale: pair,
    crop: orNull(object(cropped)),
  },
};

const readers: ReadonlyMap<unknown, ReadonlyMap<string, Read>> = new Map(
  drawable.map((type) => [type, new Map(Object.entries({ ...base, type: oneOf(type), ...own[type] }))]),
);

/** The readers of a kind's fields; undefined for what may not be drawn. */
export const fieldsOf = (type: unknown): ReadonlyMap<string, Read> | undefined => readers.get(type);
