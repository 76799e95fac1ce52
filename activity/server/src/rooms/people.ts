import { type Budget, openBudget } from './budget.ts';

/** RJ-5: pages of one person at once. */
export const maxPagesEach = 10;
/** For so long it is remembered what somebody has used, so that coming anew gives nothing anew. */
const rememberedMs = 60_000;

/** RJ-4, RJ-6: what one person may cost this process, on however many pages. */
export interface PersonBudgets {
  /** Pages that open. */
  opens: Budget;
  messages: Budget;
  /** Characters that they say. */
  heard: Budget;
  /** Bytes that are sent because they asked. */
  caused: Budget;
  /** Changes of boards and notes, by what it takes to look at them. */
  work: Budget;
  acts: Budget;
  joins: Budget;
  /** Characters for other pages in the call. */
  signals: Budget;
}

const openBudgets = (): PersonBudgets => ({
  opens: openBudget(1, 30),
  messages: openBudget(200, 400),
  heard: openBudget(800_000, 1_200_000),
  caused: openBudget(3_000_000, 12_000_000),
  work: openBudget(20_000, 30_000),
  acts: openBudget(5, 20),
  joins: openBudget(1, 20),
  signals: openBudget(60_000, 600_000),
});

interface Known {
  budgets: PersonBudgets;
  pages: number;
  /** When the last page went; milliseconds. */
  goneAt: number;
}

/** Who has pages here or had them a moment ago, with what they may still use. */
export class People {
  readonly #known = new Map<number, Known>();
  readonly #sweep: NodeJS.Timeout;

  constructor() {
    this.#sweep = setInterval(() => this.#forget(), rememberedMs / 2).unref();
  }

  of(userId: number): PersonBudgets {
    return this.#person(userId).budgets;
  }

  /** A page of theirs opens; the returned function tells that it closed. Null where they have too many. */
  open(userId: number): (() => void) | null {
    const person = this.#person(userId);
    if (person.pages >= maxPagesEach) return null;
    person.pages += 1;
    return () => {
      person.pages -= 1;
      person.goneAt = performance.now();
    };
  }

  #person(userId: number): Known {
    const known = this.#known.get(userId) ?? { budgets: openBudgets(), pages: 0, goneAt: performance.now() };
    this.#known.set(userId, known);
    return known;
  }

  #forget(): void {
    const long = performance.now() - rememberedMs;
    for (const [userId, { pages, goneAt }] of this.#known) if (pages === 0 && goneAt < long) this.#known.delete(userId);
  }

  close(): void {
    clearInterval(this.#sweep);
  }
}
