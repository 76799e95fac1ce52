import { randomInt } from 'node:crypto';
import { apply, changedId, type ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import {
  type BoardElement,
  boardElement,
  farthest,
  isNewer,
  isSame,
} from '@echochat/activity-protocol/rooms/element.ts';

const nextVersion = ({ version }: BoardElement) => ({ version: version + 1, versionNonce: randomInt(2 ** 31 - 1) });

/** BD-5. */
export const maxElements = 50_000;
const maxPointsTogether = 20_000;
/** A delta names some of the fields; those are checked as in a whole element. */
const fields = boardElement.partial();

export interface KeptElement {
  element: BoardElement;
  /** The frame that brought it. */
  sequence: number;
}

export interface Drawn {
  /** What counts, to be told to everybody. */
  accepted: ElementChange[];
  /** Said against a version that is not the one here: to be said whole. */
  wanted: string[];
  /** What counts instead of what was said. */
  instead: BoardElement[];
  /** The board holds no more. */
  isFull: boolean;
}

/** One page of a board: every element in its newest version. Knows no sockets, no storage and no clock. */
export class Board {
  readonly id: number;
  title: string;
  /** Of the last frame. */
  sequence = 0;
  readonly #elements = new Map<string, KeptElement>();
  readonly #unsaved = new Set<string>();

  constructor(id: number, title: string, kept: readonly KeptElement[] = []) {
    this.id = id;
    this.title = title;
    for (const one of kept) {
      this.#elements.set(one.element.id, one);
      this.sequence = Math.max(this.sequence, one.sequence);
    }
  }

  get size(): number {
    return this.#elements.size;
  }

  get(id: string): BoardElement | undefined {
    return this.#elements.get(id)?.element;
  }

  /** Takes changes as those of the next frame; what does not count is said back. */
  draw(changes: readonly ElementChange[]): Drawn {
    const drawn: Drawn = { accepted: [], wanted: [], instead: [], isFull: false };
    for (const change of changes) this.#take(change, drawn);
    return drawn;
  }

  #take(change: ElementChange, drawn: Drawn): void {
    const id = changedId(change);
    const known = this.#elements.get(id)?.element;
    const version = 'el' in change ? change.el : { version: change.v, versionNonce: change.n };
    if (known && !isNewer(version, known)) {
      drawn.instead.push(known);
      return;
    }
    if (!known && this.#elements.size >= maxElements) {
      drawn.isFull = true;
      return;
    }
    const sound = soundChange(change);
    if (!sound) return;
    const next = 'el' in sound ? sound.el : applied(known, sound);
    if (next === null) drawn.wanted.push(id);
    if (!next || (next.points?.length ?? 0) > maxPointsTogether || leadsAway(sound, next)) return;
    this.#elements.set(id, { element: next, sequence: this.sequence + 1 });
    this.#unsaved.add(id);
    drawn.accepted.push(sound);
  }

  /** What changes where the page goes back to how it was. */
  changesTo(past: readonly BoardElement[]): ElementChange[] {
    const wanted = new Map(past.map((element) => [element.id, element]));
    const gone = [...this.#elements.values()]
      .filter(({ element }) => !element.isDeleted && !wanted.has(element.id))
      .map(({ element }) => ({ ...element, isDeleted: true, ...nextVersion(element) }));
    const back = past.flatMap((element) => {
      const now = this.get(element.id);
      return isSame(element, now) ? [] : [{ ...element, ...nextVersion(now ?? element) }];
    });
    return [...gone, ...back].map((el) => ({ el }));
  }

  /** Ends a frame. Returns its number. */
  endFrame(): number {
    this.sequence += 1;
    return this.sequence;
  }

  /** What came after a frame; everything after 0. Of those that were deleted only what somebody may still show. */
  since(sequence: number): BoardElement[] {
    return [...this.#elements.values()]
      .filter((kept) => kept.sequence > sequence && (sequence > 0 || !kept.element.isDeleted))
      .map(({ element }) => element);
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0;
  }

  /** What is to be kept. Taken, it counts as kept; where keeping fails it is given back. */
  takeUnsaved(): KeptElement[] {
    const taken = [...this.#unsaved].flatMap((id) => this.#elements.get(id) ?? []);
    this.#unsaved.clear();
    return taken;
  }

  giveBack(elements: readonly KeptElement[]): void {
    for (const { element } of elements) this.#unsaved.add(element.id);
  }
}

/**
 * BD-2: a change as it may be passed on; null for a malformed one. What the schema mends, like an address that leads
 * nowhere good, is mended for everybody.
 */
function soundChange(change: ElementChange): ElementChange | null {
  if ('el' in change) return isShallow(change.el) ? change : null;
  if (!change.set) return change;
  const set = fields.safeParse(change.set);
  return set.success && isShallow(set.data) ? { ...change, set: set.data } : null;
}

/** Excalidraw nests four deep. What goes on for ever would end whoever walks it. */
const deepest = 12;
const isShallow = (value: unknown, depth = 0): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth < deepest && Object.values(value).every((one) => isShallow(one, depth + 1)));

/** BD-2: steps may each be short and lead farther than anything may be. */
const leadsAway = (change: ElementChange, { points = [] }: BoardElement): boolean =>
  !('el' in change) &&
  change.steps !== undefined &&
  points.slice(-change.steps.length).some((point) => point.some((one) => Math.abs(one) > farthest));

/** BD-3: the element after a sound change, which is one too; null where it is said against another version. */
const applied = (known: BoardElement | undefined, change: ElementChange): BoardElement | null =>
  apply(known, change) as BoardElement | null;
