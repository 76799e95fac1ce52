/** How many pictures of one room may wait, and of all. */
const mostOfOne = 40;
const mostTogether = 1_000;
/** How long a room is trusted less whose page could not be drawn. */
const suspectMs = 10 * 60_000;

/**
 * Work of several rooms, taken in turns: a room has one under way at a time, and the room that waits longest is next. A
 * room whose work has failed is a suspect: its work is taken only where another worker stays free for the others.
 */
export class FairQueue<T> {
  readonly #waiting = new Map<number, T[]>();
  readonly #underWay = new Set<number>();
  readonly #suspects = new Map<number, number>();
  readonly #now: () => number;
  #count = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** False where too much waits already. */
  add(room: number, work: T): boolean {
    const own = this.#waiting.get(room) ?? [];
    if (own.length >= mostOfOne || this.#count >= mostTogether) return false;
    own.push(work);
    this.#waiting.set(room, own);
    this.#count += 1;
    return true;
  }

  /** What is next for one of `free` workers; null where nothing may be taken. Say `done` of its room when it is. */
  take(free: number): { room: number; work: T } | null {
    if (free <= 0) return null;
    for (const [room, own] of this.#waiting) {
      if (this.#underWay.has(room) || (free < 2 && this.#isSuspect(room))) continue;
      const [work, ...rest] = own;
      this.#waiting.delete(room);
      // Behind the others.
      if (rest.length > 0) this.#waiting.set(room, rest);
      if (work === undefined) continue;
      this.#count -= 1;
      this.#underWay.add(room);
      return { room, work };
    }
    return null;
  }

  done(room: number, hasFailed: boolean): void {
    this.#underWay.delete(room);
    if (hasFailed) this.#suspects.set(room, this.#now() + suspectMs);
  }

  /** Whether a room waits that would be served if only a worker were free. */
  get isHeldUp(): boolean {
    return [...this.#waiting.keys()].some((room) => !this.#underWay.has(room) && !this.#isSuspect(room));
  }

  #isSuspect(room: number): boolean {
    const until = this.#suspects.get(room);
    if (until === undefined) return false;
    if (until > this.#now()) return true;
    this.#suspects.delete(room);
    return false;
  }
}
