import type { FromServer } from '@echochat/activity-protocol/rooms/events.ts';
import type { NotesText, NotesUpdate } from '@echochat/activity-protocol/rooms/notes.ts';
import { Notes, packUpdates } from '@echochat/activity-server/rooms/notes.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type NotesLine, NotesSession } from '../activity/client/src/room/notes-session.ts';

const runs = Math.min(1_000, Number(process.env.FUZZ_RUNS ?? 300));

/** The same numbers for the same seed, below 1. */
function randomOf(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Said = FromServer['room:notes'] | 'joined';

/** A room's notes with pages on lines that are slow, and break: what is under way then never arrives. */
class House {
  notes = new Notes('');
  epoch = 0;
  pages: Page[] = [];

  hear(from: Page, version: number, updates: readonly NotesUpdate[]): void {
    const missed = this.notes.since(version);
    if (missed === null) {
      from.tell({ version: this.notes.version, updates: [], whole: this.notes.whole });
      return;
    }
    if (missed.length > 0) from.tell({ version: this.notes.version, updates: packUpdates(missed) });
    if (updates.length === 0) return;
    const taken = this.notes.take(version, updates);
    if (taken.length === 0) return;
    for (const page of this.pages) page.tell({ version: this.notes.version, updates: packUpdates(taken) });
  }

  /** Everything that was kept, in a new opening. */
  open(): void {
    this.notes = new Notes(this.notes.whole.text, this.notes.whole.taken);
    this.epoch += 1;
  }
}

class Page implements NotesLine {
  readonly #house: House;
  readonly #listeners = new Set<(said: Said) => void>();
  #out: { version: number; updates: NotesUpdate[] }[] = [];
  #in: Said[] = [];
  #joined: NotesText & { epoch: string };
  isOn = true;
  session: NotesSession;

  constructor(house: House) {
    this.#house = house;
    this.#joined = this.#now();
    house.pages.push(this);
    this.session = new NotesSession(this);
  }

  #now() {
    const { notes, epoch } = this.#house;
    return { epoch: String(epoch), ...notes.whole };
  }

  notes = () => this.#joined;
  onNotes(listener: (said: Said) => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  sayNotes(version: number, updates: readonly NotesUpdate[]) {
    if (this.isOn) this.#out.push({ version, updates: structuredClone([...updates]) });
  }
  tell(said: Said) {
    if (this.isOn) this.#in.push(structuredClone(said));
  }

  /** One word arrives, here or there. Whether there was any. */
  carry(outward: boolean): boolean {
    if (outward) {
      const said = this.#out.shift();
      if (said) this.#house.hear(this, said.version, said.updates);
      return said !== undefined;
    }
    const heard = this.#in.shift();
    if (heard) for (const listener of this.#listeners) listener(heard);
    return heard !== undefined;
  }

  part(): void {
    this.isOn = false;
    this.#out = [];
    this.#in = [];
  }

  meet(): void {
    if (this.isOn) return;
    this.isOn = true;
    this.#joined = this.#now();
    for (const listener of this.#listeners) listener('joined');
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test(`RN-1, RN-2: ${runs} seeds of three who write at once, on lines that break: the same text, and every letter in it once`, () => {
  for (let seed = 0; seed < runs; seed += 1) {
    const random = randomOf(seed);
    const below = (most: number) => Math.floor(random() * most);
    const house = new House();
    const pages = [new Page(house), new Page(house), new Page(house)];
    const settle = () => {
      for (const page of pages) page.meet();
      for (let round = 0; round < 40; round += 1) {
        vi.advanceTimersByTime(3_500);
        for (const page of pages) while (page.carry(true) || page.carry(false));
      }
    };
    const written: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      const page = pages[below(3)];
      if (!page) throw new Error('no page');
      const what = below(12);
      const { text } = page.session;
      if (what < 4) {
        // A letter that is nowhere else, so that where it was typed is beyond doubt. Nobody takes any out.
        const word = String.fromCharCode(0x4e00 + step);
        const at = below(text.length + 1);
        page.session.type(text.slice(0, at) + word + text.slice(at));
        written.push(word);
      } else if (what < 6) vi.advanceTimersByTime(200);
      else if (what < 9) page.carry(below(2) === 0);
      else if (what === 9) page.part();
      else if (what === 10) page.meet();
      else if (below(6) === 0) {
        for (const one of pages) one.part();
        house.open();
      }
    }
    settle();
    for (const page of pages) expect(page.session.text, `seed ${seed}`).toBe(house.notes.whole.text);
    for (const word of written) expect(house.notes.whole.text.split(word).length, `seed ${seed}, ${word}`).toBe(2);
  }
});
