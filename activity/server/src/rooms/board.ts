import { randomInt } from 'node:crypto';
import { changedId, type ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import { type BoardElement, isNewer, isSame } from '@echochat/activity-protocol/rooms/element.ts';
import type { ErrorCode } from '@echochat/core/platform/errors.ts';
import type { Budget } from './budget.ts';
import { bytesOf, grown, shortened, soundChange } from './element-change.ts';

const nextVersion = ({ version }: BoardElement) => ({ version: version + 1, versionNonce: randomInt(2 ** 31 - 1) });

/** BD-5: of one page. */
export const maxElements = 50_000;
export const maxBoardBytes = 5 * 1_024 * 1_024;
/** BD-8: of all pages of a room together. */
export const maxRoomBytes = 20 * 1_024 * 1_024;
/** What a change costs beside looking at it: points that are copied, a version that is looked up and said back. */
const pointsAUnit = 50;
const refusedUnits = 4;

export interface KeptElement {
  element: BoardElement;
  /** The frame that brought it. */
  sequence: number;
}
interface Held extends KeptElement {
  /** As JSON. */
  bytes: number;
}

export type Refusal = Extract<ErrorCode, 'board_full' | 'boards_full' | 'element_broken' | 'element_size'>;

export interface Drawn {
  /** What counts, to be told to everybody. */
  accepted: ElementChange[];
  /** Said against a version that is not the one here: to be said whole. */
  wanted: string[];
  /** Of what does not count the version that does. */
  stale: [id: string, version: number, nonce: number][];
  /** BD-9: what is not taken, and why. */
  refused: { id: string; code: Refusal }[];
  /** What it cost to look at, in changes of a small element. */
  work: number;
  /** It cost more than it may: what comes after was not looked at. */
  isTooMuch: boolean;
}

/** One page of a board: every element in its newest version. Knows no sockets, no storage and no clock. */
export class Board {
  readonly id: number;
  title: string;
  /** Of the last frame. */
  sequence = 0;
  #bytes = 0;
  readonly #elements = new Map<string, Held>();
  readonly #unsaved = new Set<string>();

  constructor(id: number, title: string, kept: readonly KeptElement[] = []) {
    this.id = id;
    this.title = title;
    for (const { element, sequence } of kept) {
      this.#hold({ element, sequence, bytes: bytesOf(element) });
      this.sequence = Math.max(this.sequence, sequence);
    }
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** BD-5: from 0 to 1. */
  get fullness(): number {
    return Math.max(this.#elements.size / maxElements, this.#bytes / maxBoardBytes);
  }

  get(id: string): BoardElement | undefined {
    return this.#elements.get(id)?.element;
  }

  #hold(held: Held): void {
    const { id } = held.element;
    this.#bytes += held.bytes - (this.#elements.get(id)?.bytes ?? 0);
    this.#elements.set(id, held);
  }

  /**
   * Takes changes as those of the next frame; what does not count is said back. `free` are bytes that the room has left;
   * `mayWork` says of each change, by its work, whether there may be another.
   */
  draw(changes: readonly ElementChange[], free = maxRoomBytes, mayWork: Budget = () => true): Drawn {
    const drawn: Drawn = { accepted: [], wanted: [], stale: [], refused: [], work: 0, isTooMuch: false };
    const most = this.#bytes + free;
    for (const change of changes) {
      const before = drawn.work;
      const code = this.#take(change, drawn, most);
      if (code) drawn.refused.push({ id: changedId(change), code });
      drawn.isTooMuch = !mayWork(drawn.work - before);
      if (drawn.isTooMuch) break;
    }
    return drawn;
  }

  #take(change: ElementChange, drawn: Drawn, most: number): Refusal | null {
    const id = changedId(change);
    const held = this.#elements.get(id);
    const known = held?.element;
    const version = 'el' in change ? change.el : { version: change.v, versionNonce: change.n };
    drawn.work += 1;
    if (known && !isNewer(version, known)) {
      drawn.work += refusedUnits;
      drawn.stale.push([id, known.version, known.versionNonce]);
      return null;
    }
    const sound = soundChange(known, change);
    if (sound === 'wanted') {
      drawn.work += refusedUnits;
      drawn.wanted.push(id);
      return null;
    }
    if (sound === null) return 'element_broken';
    drawn.work += (sound.next.points?.length ?? 0) / pointsAUnit;
    const bytes = grown(held, sound);
    if (bytes === null) return 'element_size';
    const refusal = this.#placeFor(held, bytes, most);
    if (refusal) return refusal;
    const element = sound.next.isDeleted ? shortened(sound.next) : sound.next;
    this.#hold({ element, sequence: this.sequence + 1, bytes: sound.next.isDeleted ? bytesOf(element) : bytes });
    this.#unsaved.add(id);
    drawn.accepted.push(sound.change);
    return null;
  }

  /** BD-5, BD-8: what makes the page smaller always has its place. */
  #placeFor(held: Held | undefined, bytes: number, most: number): Refusal | null {
    const growth = bytes - (held?.bytes ?? 0);
    if (!held && this.#elements.size >= maxElements) return 'board_full';
    if (growth <= 0) return null;
    if (this.#bytes + growth > maxBoardBytes) return 'board_full';
    return this.#bytes + growth > most ? 'boards_full' : null;
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
    return this.part(0, sequence, Number.POSITIVE_INFINITY).elements;
  }

  /** BD-10: the same from a place on, up to so many bytes, with the place where it goes on; null where nothing follows. */
  part(
    from: number,
    sequence: number,
    maxBytes: number,
  ): { elements: BoardElement[]; next: number | null; bytes: number } {
    const elements: BoardElement[] = [];
    let [at, bytes] = [0, 0];
    for (const held of this.#elements.values()) {
      if (at >= from && held.sequence > sequence && (sequence > 0 || !held.element.isDeleted)) {
        if (elements.length > 0 && bytes + held.bytes > maxBytes) return { elements, next: at, bytes };
        elements.push(held.element);
        bytes += held.bytes;
      }
      at += 1;
    }
    return { elements, next: null, bytes };
  }

  /** Those of the elements that are here, in parts of so many bytes at most. */
  partsOf(ids: readonly string[], maxBytes: number): { elements: BoardElement[]; bytes: number }[] {
    const parts: { elements: BoardElement[]; bytes: number }[] = [];
    for (const id of new Set(ids)) {
      const held = this.#elements.get(id);
      if (!held) continue;
      const last = parts.at(-1);
      if (last && last.bytes + held.bytes <= maxBytes) {
        last.elements.push(held.element);
        last.bytes += held.bytes;
      } else parts.push({ elements: [held.element], bytes: held.bytes });
    }
    return parts;
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
