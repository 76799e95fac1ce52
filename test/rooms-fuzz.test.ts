import type { ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import { type BoardElement, isNewer } from '@echochat/activity-protocol/rooms/element.ts';
import { Board, type KeptElement } from '@echochat/activity-server/rooms/board.ts';
import { expect, test } from 'vitest';
import { BoardSync } from '../activity/client/src/room/board-sync.ts';

// Three pages and a server over a network that loses connections, and a server that dies: the same classes as in the
// house, with every message in a queue that the seed delivers, drops with its connection, or leaves waiting.

const runs = Number(process.env.FUZZ_RUNS ?? 1_000);
const steps = 120;
const pagesCount = 3;
/** Of a page in one message: an element or two. */
const partBytes = 300;

/** Numbers of a seed, below `limit`: mulberry32. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type ToPage =
  | { kind: 'frame'; sequence: number; changes: ElementChange[] }
  | { kind: 'part'; from: number; part: { elements: BoardElement[]; next: number | null }; sequence: number }
  | { kind: 'stale'; stale: [string, number, number][] }
  | { kind: 'wanted'; ids: string[] }
  | { kind: 'saved'; sequence: number };

interface Page {
  sync: BoardSync;
  scene: Map<string, BoardElement>;
  epoch: number;
  isConnected: boolean;
  /** Where the position was when the page was joined. */
  since: number;
  toServer: ({ changes: ElementChange[] } | { from: number } | { ids: string[] })[];
  toPage: ToPage[];
}

function simulate(seed: number) {
  const random = numbers(seed);
  let board = new Board(1, '1');
  let epoch = 1;
  let kept: KeptElement[] = [];
  let frame: ElementChange[] = [];
  /** The version of each element that counts among all that anybody drew. */
  const best = new Map<string, BoardElement>();
  const pages: Page[] = Array.from({ length: pagesCount }, () => ({
    sync: new BoardSync(),
    scene: new Map(),
    epoch: 0,
    since: 0,
    isConnected: false,
    toServer: [],
    toPage: [],
  }));
  const wire = <T>(value: T): T => JSON.parse(JSON.stringify(value));

  const show = (page: Page, elements: readonly BoardElement[]) => {
    for (const element of elements)
      if (isNewer(element, page.scene.get(element.id))) page.scene.set(element.id, structuredClone(element));
  };
  const say = (page: Page, changes: ElementChange[]) => {
    if (page.isConnected && changes.length > 0) page.toServer.push(wire({ changes }));
  };
  const broadcast = (message: ToPage) => {
    for (const page of pages) if (page.isConnected) page.toPage.push(wire(message));
  };
  const flush = () => {
    if (frame.length === 0) return;
    broadcast({ kind: 'frame', sequence: board.endFrame(), changes: frame });
    frame = [];
  };
  /** BD-10: as the connection does. */
  const goOn = (page: Page, next: number | null) => {
    if (next !== null) page.toServer.push({ from: next });
    else {
      say(page, page.sync.changesOf(page.sync.lost));
      say(page, page.sync.changesOf([...page.scene.values()]));
    }
  };
  const connect = (page: Page) => {
    if (page.isConnected) return;
    flush();
    const isWhole = page.epoch !== epoch;
    page.since = isWhole ? 0 : page.sync.sequence;
    const { elements, next } = wire(board.part(0, page.since, partBytes));
    page.isConnected = true;
    page.epoch = epoch;
    page.sync.rejoin(elements, board.sequence, isWhole, next);
    show(page, page.sync.elements);
    goOn(page, next);
  };
  const disconnect = (page: Page) => {
    page.isConnected = false;
    page.toServer = [];
    page.toPage = [];
  };
  const serve = (page: Page) => {
    const asked = page.toServer.shift();
    if (!asked) return;
    if ('from' in asked) {
      flush();
      const part = board.part(asked.from, page.since, partBytes);
      page.toPage.push(wire({ kind: 'part', from: asked.from, part, sequence: board.sequence }));
      return;
    }
    if ('ids' in asked) {
      flush();
      for (const { elements } of board.partsOf(asked.ids, partBytes))
        page.toPage.push(wire({ kind: 'frame', sequence: 0, changes: elements.map((el) => ({ el })) }));
      return;
    }
    const { accepted, wanted, stale } = board.draw(asked.changes);
    frame.push(...accepted);
    if (wanted.length > 0) page.toPage.push({ kind: 'wanted', ids: wanted });
    if (stale.length > 0) page.toPage.push({ kind: 'stale', stale });
  };
  const hear = (page: Page) => {
    const message = page.toPage.shift();
    if (message?.kind === 'frame') show(page, page.sync.frame(message));
    if (message?.kind === 'part') {
      const { elements, next } = message.part;
      page.sync.more(elements, message.sequence, next);
      show(page, elements);
      goOn(page, next);
    }
    if (message?.kind === 'stale') {
      const { here, missing } = page.sync.stale(message.stale);
      show(page, here);
      if (missing.length > 0) page.toServer.push({ ids: missing });
    }
    if (message?.kind === 'wanted') say(page, page.sync.wholeOf(message.ids));
    if (message?.kind === 'saved') page.sync.saved(message.sequence);
  };
  const save = () => {
    flush();
    for (const one of board.takeUnsaved()) {
      const known = kept.find(({ element }) => element.id === one.element.id);
      if (isNewer(one.element, known?.element))
        kept = [...kept.filter(({ element }) => element.id !== one.element.id), structuredClone(one)];
    }
    broadcast({ kind: 'saved', sequence: board.sequence });
  };
  const die = () => {
    for (const page of pages) disconnect(page);
    board = new Board(1, '1', structuredClone(kept));
    frame = [];
    epoch += 1;
  };
  const draw = (page: Page) => {
    const id = `e${random(5)}`;
    const before = page.scene.get(id);
    const points = before?.points ?? [];
    const next: BoardElement = {
      ...(before ?? { id, type: 'freedraw', width: 1, height: 1 }),
      version: (before?.version ?? 0) + 1,
      // As many as Excalidraw has: two of the same version and nonce are the same.
      versionNonce: random(2 ** 31 - 1),
      isDeleted: random(8) === 0,
      x: random(100),
      y: 0,
      points: random(3) === 0 ? [[random(9), 0]] : [...points, [random(9), 1]],
    };
    page.scene.set(id, next);
    if (isNewer(next, best.get(id))) best.set(id, structuredClone(next));
    const mayTell = page.isConnected && page.sync.isHere;
    say(page, mayTell ? page.sync.changesOf([...page.scene.values()]) : []);
  };

  for (let step = 0; step < steps; step += 1) {
    const page = pages[random(pagesCount)];
    if (!page) continue;
    const what = random(100);
    if (what < 35) draw(page);
    else if (what < 55) serve(page);
    else if (what < 75) hear(page);
    else if (what < 82) flush();
    else if (what < 88) connect(page);
    else if (what < 92) disconnect(page);
    else if (what < 98) save();
    else die();
  }
  // The network heals: everything that waits arrives; then the server dies once more, and it heals again.
  for (let healing = 1; healing <= 2; healing += 1) {
    for (const page of pages) connect(page);
    for (let round = 0; round < 50; round += 1) {
      for (const page of pages) {
        while (page.toServer.length > 0) serve(page);
        flush();
        while (page.toPage.length > 0) hear(page);
        if (page.sync.isHere) say(page, page.sync.changesOf([...page.scene.values()]));
      }
    }
    if (healing === 1) die();
  }
  save();
  return { pages, board, kept, best };
}

const shown = (elements: Iterable<BoardElement>) =>
  [...elements].filter(({ isDeleted }) => !isDeleted).sort((a, b) => a.id.localeCompare(b.id));

test(`BD-1, BD-3, BD-4: ${runs} seeds of three pages and partitions end with the same board, and nothing drawn is lost`, () => {
  for (let seed = 1; seed <= runs; seed += 1) {
    const { pages, board, kept, best } = simulate(seed);
    const drawn = shown(best.values());
    expect(shown(board.since(0)), `the server, seed ${seed}`).toEqual(drawn);
    expect(shown(kept.map(({ element }) => element)), `what is kept, seed ${seed}`).toEqual(drawn);
    for (const page of pages) {
      expect(shown(page.scene.values()), `a page, seed ${seed}`).toEqual(drawn);
    }
  }
}, 120_000);
