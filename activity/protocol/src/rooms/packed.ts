import { z } from 'zod';
import type { ElementChange, ElementDelta } from './change.ts';
import { boardElement } from './element.ts';

const version = z.int32().min(0);
const maxNumbers = 40_000;

/**
 * A change as it travels: by place instead of by name, since a stroke is told twenty times a second. Id, version, nonce,
 * how many versions back and which nonce it is said against, fields that were set (0 for none), coordinates of added
 * points one after the other (0 for none), added pressures.
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
    z.union([z.literal(0), z.array(z.number().min(-1e7).max(1e7)).max(maxNumbers)]),
    z.array(z.number()).max(maxNumbers).optional(),
  ]),
]);
export type PackedChange = z.infer<typeof packedChange>;

export function pack(change: ElementChange): PackedChange {
  if ('el' in change) return change;
  const { id, v, n, from, set, points, pressures } = change;
  const [fromVersion, fromNonce] = from;
  return [
    id,
    v,
    n,
    v - fromVersion,
    fromNonce,
    set ?? 0,
    points?.flat() ?? 0,
    ...(pressures ? [pressures] : []),
  ] as PackedChange;
}

export function unpack(packed: PackedChange): ElementChange {
  if ('el' in packed) return packed;
  const [id, v, n, back, fromNonce, set, flat, pressures] = packed;
  const delta: ElementDelta = { id, v, n, from: [v - back, fromNonce] };
  if (set !== 0) delta.set = set;
  if (flat !== 0)
    delta.points = Array.from({ length: Math.floor(flat.length / 2) }, (_, index) =>
      flat.slice(index * 2, index * 2 + 2),
    );
  if (pressures) delta.pressures = pressures;
  return delta;
}

/** Read and unpacked. */
export const change = packedChange.transform(unpack);
