import { apply, changedId, diff, type ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import { type BoardElement, isNewer, isSame, readElement } from '@echochat/activity-protocol/rooms/element.ts';

interface Frame {
  sequence: number;
  changes: readonly ElementChange[];
}

/**
 * One board as the server has it, beside what this page draws: what to say of a drawing, and what to show of a frame.
 * The page's own elements stay with the board component; this knows which of them the server has not taken yet.
 */
export class BoardSync {
  /** The server's elements. */
  readonly #known = new Map<string, BoardElement>();
  /** What was said and has not come back: the next change is said against it. */
  readonly #said = new Map<string, BoardElement>();
  /** Own versions that would not survive the server's end yet, with the frame that brought them. */
  readonly #unsaved = new Map<string, { element: BoardElement; sequence: number | null }>();
  /** The last frame of which everything before it is here. */
  sequence = 0;
  /** All of the page has arrived since it was joined. */
  isHere = true;

  get elements(): BoardElement[] {
    return [...this.#known.values()];
  }

  /** What to say of the page's elements as they are now. Call it as often as they change. */
  changesOf(elements: readonly BoardElement[]): ElementChange[] {
    const changes: ElementChange[] = [];
    for (const element of elements) {
      const base = this.#said.get(element.id) ?? this.#known.get(element.id);
      if (!isNewer(element, base)) continue;
      // The board changes its elements in place: what was said has to stay as it was.
      const kept = said(element);
      changes.push(diff(base, kept));
      this.#said.set(element.id, kept);
      this.#unsaved.set(element.id, { element: kept, sequence: null });
    }
    return changes;
  }

  /** Elements that the server wants to hear whole. */
  wholeOf(ids: readonly string[]): ElementChange[] {
    return ids.flatMap((id) => {
      const el = this.#said.get(id);
      return el ? [{ el }] : [];
    });
  }

  /** Takes what the server says; returns the elements that are to be shown. A frame of 0 puts this page right. */
  frame({ sequence, changes }: Frame): BoardElement[] {
    const touched = new Map<string, BoardElement>();
    for (const change of changes) {
      const next = apply(this.#known.get(changedId(change)), change);
      if (!next) continue;
      const element = next as BoardElement;
      this.#known.set(element.id, element);
      touched.set(element.id, element);
    }
    if (sequence > 0 && this.isHere) this.sequence = sequence;
    for (const [id, element] of touched) {
      const said = this.#said.get(id);
      if (said && !isNewer(said, element)) this.#said.delete(id);
      const unsaved = this.#unsaved.get(id);
      // What only puts this page right says nothing of whether it is kept: said once too often is better than lost.
      if (unsaved && isSame(unsaved.element, element)) unsaved.sequence = sequence > 0 ? sequence : null;
      else if (unsaved && !isNewer(unsaved.element, element)) this.#unsaved.delete(id);
    }
    return [...touched.values()];
  }

  saved(sequence: number): void {
    for (const [id, unsaved] of this.#unsaved)
      if (unsaved.sequence !== null && unsaved.sequence <= sequence) this.#unsaved.delete(id);
  }

  /**
   * After (re)joining: the server's elements, all of them or what came since, or the first part of that where something
   * is `next`. What it does not have is said anew.
   */
  rejoin(elements: readonly BoardElement[], sequence: number, isWhole: boolean, next: number | null = null): void {
    // Of what arrived in part nobody knows what was deleted since.
    if (isWhole || this.sequence === 0) {
      this.#known.clear();
      this.sequence = 0;
    }
    this.#said.clear();
    this.isHere = false;
    this.more(elements, sequence, next);
  }

  /** BD-10: another part of the page. */
  more(elements: readonly BoardElement[], sequence: number, next: number | null): void {
    for (const element of elements)
      if (isNewer(element, this.#known.get(element.id))) this.#known.set(element.id, element);
    if (next !== null) return;
    this.isHere = true;
    this.sequence = Math.max(this.sequence, sequence);
  }

  /** Whether the server has not heard of this version. */
  isNews(element: BoardElement): boolean {
    return isNewer(element, this.#said.get(element.id) ?? this.#known.get(element.id));
  }

  /** BD-3: of these the server has other versions: those of them that have arrived here, and those to be asked for. */
  stale(versions: readonly (readonly [string, number, number])[]): { here: BoardElement[]; missing: string[] } {
    const here: BoardElement[] = [];
    const missing: string[] = [];
    for (const [id, version, versionNonce] of versions) {
      const known = this.#known.get(id);
      if (known && !isNewer({ version, versionNonce }, known)) {
        this.#forget(id);
        here.push(known);
      } else missing.push(id);
    }
    return { here, missing };
  }

  /** BD-9: what was not taken: the elements as the server has them, and those that it does not have. */
  refused(ids: readonly string[]): { back: BoardElement[]; gone: string[] } {
    const back: BoardElement[] = [];
    const gone: string[] = [];
    for (const id of ids) {
      this.#forget(id);
      const known = this.#known.get(id);
      if (known) back.push(known);
      else gone.push(id);
    }
    return { back, gone };
  }

  #forget(id: string): void {
    this.#said.delete(id);
    this.#unsaved.delete(id);
  }

  /** What this page drew and the server would have lost. */
  get lost(): BoardElement[] {
    return [...this.#unsaved.values()].map(({ element }) => element);
  }
}

/** Finer than a hundredth of a pixel no line is seen, and its numbers would be three times as long. */
const hundredth = (value: number): number => Math.round(value * 100) / 100;
const thousandth = (value: number): number => Math.round(value * 1_000) / 1_000;

/** A copy of an element as it is said: the fields that the server keeps, and of strokes what can be seen. */
function said(element: BoardElement): BoardElement {
  const copy = structuredClone(readElement(element) ?? element);
  if (copy.type !== 'freedraw') return copy;
  if (copy.points) copy.points = copy.points.map((point) => point.map(hundredth));
  if (copy.pressures) copy.pressures = copy.pressures.map(thousandth);
  return copy;
}
