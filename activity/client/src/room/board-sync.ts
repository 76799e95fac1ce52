import { apply, changedId, diff, type ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import { type BoardElement, isNewer, isSame } from '@echochat/activity-protocol/rooms/element.ts';

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
  sequence = 0;

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
      const kept = structuredClone(element);
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
    if (sequence > 0) this.sequence = sequence;
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

  /** After (re)joining: the server's elements, all of them or what came since. What it does not have is said anew. */
  rejoin(elements: readonly BoardElement[], sequence: number, isWhole: boolean): void {
    if (isWhole) this.#known.clear();
    for (const element of elements) this.#known.set(element.id, element);
    this.#said.clear();
    this.sequence = sequence;
  }

  /** What this page drew and the server would have lost. */
  get lost(): BoardElement[] {
    return [...this.#unsaved.values()].map(({ element }) => element);
  }
}
