import { z } from 'zod';
import { bad, type Drawable, fieldsOf, maxPoints, type Read } from './element-fields.ts';

/** BD-8: of one element as JSON, in bytes. */
export const maxElementBytes = 64 * 1_024;

/**
 * One element of a board, in Excalidraw's shape. `version` counts its changes, `versionNonce` decides between two changes
 * of the same version.
 */
export interface BoardElement {
  id: string;
  type: Drawable;
  version: number;
  versionNonce: number;
  isDeleted: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
  link?: string | null | undefined;
  fileId?: string | null | undefined;
  text?: string | undefined;
  originalText?: string | undefined;
  points?: number[][] | undefined;
  pressures?: number[] | undefined;
  [field: string]: unknown;
}

const needed = ['id', 'type', 'version', 'versionNonce', 'isDeleted', 'x', 'y', 'width', 'height'] as const;

/** BD-2: the known ones of an element's fields, read; null where one of them may not be. */
export function readFields(type: unknown, given: object): Record<string, unknown> | null {
  const fields = fieldsOf(type);
  return fields ? read(fields, given) : null;
}

function read(fields: ReadonlyMap<string, Read>, given: object): Record<string, unknown> | null {
  const found: Record<string, unknown> = {};
  for (const key of Object.keys(given)) {
    const field = fields.get(key);
    const value: unknown = Reflect.get(given, key);
    if (field === undefined || value === undefined) continue;
    const one = field(value);
    if (one === bad) return null;
    found[key] = one;
  }
  return found;
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
/** BD-8. */
export const hasTooManyPoints = (element: Readonly<Record<string, unknown>>): boolean =>
  lengthOf(element['points']) + lengthOf(element['pressures']) > maxPoints;

/** BD-2: an element with its known fields alone; null for what is none. Its bytes are not looked at. */
export function readElement(given: unknown): BoardElement | null {
  if (typeof given !== 'object' || given === null || !Object.hasOwn(given, 'type')) return null;
  const found = readFields(Reflect.get(given, 'type'), given);
  if (found === null || needed.some((key) => found[key] === undefined) || hasTooManyPoints(found)) return null;
  return checked(found);
}

/** Each field was read by its reader, and what is needed is there. */
const checked = (found: Record<string, unknown>): BoardElement => found as BoardElement;

/** The same, where other schemas need one. */
export const boardElement = z.unknown().transform((given, context): BoardElement => {
  const found = readElement(given);
  if (found) return found;
  context.addIssue('should be an element of a board');
  return z.NEVER;
});

type Versioned = Pick<BoardElement, 'version' | 'versionNonce'>;

/** BD-1: whether `a` takes the place of `b`: the higher version does, of two alike the one with the lower nonce. */
export const isNewer = (a: Versioned, b: Versioned | undefined): boolean =>
  b === undefined || a.version > b.version || (a.version === b.version && a.versionNonce < b.versionNonce);

export const isSame = (a: Versioned, b: Versioned | undefined): boolean =>
  b !== undefined && a.version === b.version && a.versionNonce === b.versionNonce;
