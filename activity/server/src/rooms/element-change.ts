import { apply, type ElementChange, type ElementDelta } from '@echochat/activity-protocol/rooms/change.ts';
import {
  type BoardElement,
  hasTooManyPoints,
  maxElementBytes,
  readFields,
} from '@echochat/activity-protocol/rooms/element.ts';
import { farthest, fieldsOf } from '@echochat/activity-protocol/rooms/element-fields.ts';

/** A change as it may be passed on, and the element after it. */
export interface SoundChange {
  change: ElementChange;
  next: BoardElement;
}

/**
 * BD-2: what a change leads to; null for a malformed one. What the schema mends, like an address that leads nowhere good,
 * is mended for everybody. BD-3: `wanted` where it is said against another version than `known`, or against one of which
 * only the deletion is remembered. Elements that are said whole have been read already.
 */
export function soundChange(known: BoardElement | undefined, change: ElementChange): SoundChange | 'wanted' | null {
  if ('el' in change) return hasTooManyPoints(change.el) ? null : { change, next: change.el };
  const [version, nonce] = change.from;
  if (!known || known.isDeleted || known.version !== version || known.versionNonce !== nonce) return 'wanted';
  const { set } = change;
  if (set && Object.hasOwn(set, 'type') && set['type'] !== known.type) return 'wanted';
  const fields = set && readFields(known.type, set);
  if (fields === null || !mayHaveAdded(known, change)) return null;
  const sound: ElementDelta = fields ? { ...change, set: fields } : change;
  const next = apply(known, sound);
  if (!isElement(next) || hasTooManyPoints(next) || leadsAway(change, next)) return null;
  return { change: sound, next };
}

const mayHaveAdded = ({ type }: BoardElement, { points, steps, pressures }: ElementDelta): boolean =>
  (!(points ?? steps) || fieldsOf(type)?.has('points') === true) &&
  (!pressures || fieldsOf(type)?.has('pressures') === true);

/** A sound change of an element is one too: `apply` touches no field but those that were read. */
const isElement = (next: Record<string, unknown> | null): next is BoardElement => next !== null;

/** BD-2: steps may each be short and lead farther than anything may be. */
const leadsAway = ({ steps }: ElementDelta, { points = [] }: BoardElement): boolean =>
  steps !== undefined &&
  points.slice(-steps.length || points.length).some((one) => one.some((to) => Math.abs(to) > farthest));

/** As JSON, in UTF-8. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/**
 * BD-8: the bytes of an element after a change, counted by what changed; null where they are more than an element may have
 * and more than before.
 */
export function grown(
  before: { element: BoardElement; bytes: number } | undefined,
  { change, next }: SoundChange,
): number | null {
  const bytes = before && !('el' in change) ? before.bytes + growthOf(before.element, change, next) : bytesOf(next);
  return bytes > maxElementBytes && bytes > (before?.bytes ?? 0) ? null : bytes;
}

function growthOf(before: BoardElement, { set = {}, ...added }: ElementDelta, next: BoardElement): number {
  let growth = 0;
  for (const [key, value] of Object.entries(set)) {
    growth += bytesOf(value);
    growth -= Object.hasOwn(before, key) ? bytesOf(before[key]) : -key.length - 4;
  }
  // Steps are shorter than the points that they lead to: what is counted is what is kept.
  const points = (added.points ?? added.steps)?.length ?? 0;
  if (points > 0) growth += bytesOf(next.points?.slice(-points));
  if (added.pressures) growth += bytesOf(added.pressures);
  return growth;
}

/** BD-8: of what was deleted only that it was. A line has two points and a text its letters, be they none. */
export function shortened(element: BoardElement): BoardElement {
  const { id, type, version, versionNonce, isDeleted, x, y, width, height } = element;
  const short: BoardElement = { id, type, version, versionNonce, isDeleted, x, y, width, height };
  if (type === 'text') return { ...short, text: '', fontSize: element['fontSize'], fontFamily: element['fontFamily'] };
  return fieldsOf(type)?.has('points')
    ? {
        ...short,
        points: [
          [0, 0],
          [width, height],
        ],
      }
    : short;
}
