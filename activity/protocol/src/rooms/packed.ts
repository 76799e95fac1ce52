import { z } from 'zod';
import type { ElementChange, ElementDelta } from './change.ts';
import { boardElement } from './element.ts';

const version = z.int32().min(0);
const maxNumbers = 40_000;
const coordinates = z.array(z.number().min(-1e7).max(1e7)).max(maxNumbers);

/**
 * A change as it travels: by place instead of by name, since a stroke is told twenty times a second. Id, version, nonce,
 * how many versions back and which nonce it is said against, fields that were set (0 for none), added points (0 for
 * none), added pressures. Of points the steps, one coordinate after the other; or where they are, as `at`.
 */
export const packedChange = z.union([
  z.object({ el: boardElement }),
  z.tuple([
    z.string().min(1).max(64),
    version,
    version,
    version,
    version,
    z.union([z.literal(0), z.record(z.string().max(64), z.unknown())]),
    z.union([z.literal(0), coordinates, z.object({ at: coordinates })]),
    z.array(z.number()).max(maxNumbers).optional(),
  ]),
]);
export type PackedChange = z.infer<typeof packedChange>;

export function pack(change: ElementChange): PackedChange {
  if ('el' in change) return change;
  const { id, v, n, from, set, steps, points, pressures } = change;
  const [fromVersion, fromNonce] = from;
  return [
    id,
    v,
    n,
    v - fromVersion,
    fromNonce,
    set ?? 0,
    points ? { at: points.flat() } : (steps?.flat() ?? 0),
    ...(pressures ? [pressures] : []),
  ] as PackedChange;
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

/** Read and unpacked. */
export const change = packedChange.transform(unpack);
