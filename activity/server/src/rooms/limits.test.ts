import type { ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import { type BoardElement, maxElementBytes, readElement } from '@echochat/activity-protocol/rooms/element.ts';
import { drawable, maxPoints } from '@echochat/activity-protocol/rooms/element-fields.ts';
import { readChanges } from '@echochat/activity-protocol/rooms/packed.ts';
import { describe, expect, test } from 'vitest';
import { stroke } from '../../test/rooms.ts';
import { Board, maxBoardBytes } from './board.ts';

const codes = (board: Board, ...changes: ElementChange[]) => board.draw(changes).refused.map(({ code }) => code);
const long = (bytes: number) => stroke('a', { points: Array.from({ length: bytes / 12 }, () => [12_345, 67_890]) });
/** A shape that goes on from version to version by what `next` sets or adds. */
function grows(board: Board, next: () => Partial<ElementChange>, times: number) {
  board.draw([{ el: stroke('a') }]);
  const refused: string[] = [];
  for (let v = 2; v < times + 2; v += 1) {
    const from: [number, number] = [board.get('a')?.version ?? 0, 1];
    refused.push(...codes(board, { id: 'a', v, n: 1, from, ...next() }));
  }
  return refused;
}

describe('BD-2: of an element the known fields are kept', () => {
  const base = {
    ...{ id: 'V1StGXR8_Z5jdHi6B-myT', x: 1.5, y: 2, width: 30, height: 4, angle: 0.1, strokeColor: '#1e1e1e' },
    ...{ backgroundColor: 'transparent', fillStyle: 'solid', strokeWidth: 2, strokeStyle: 'solid', roughness: 1 },
    ...{ opacity: 100, seed: 1968410350, version: 3, versionNonce: 401146281, isDeleted: false, index: 'a1V' },
    ...{
      groupIds: ['GtWQr'],
      frameId: null,
      boundElements: [{ id: 'abc', type: 'arrow' }],
      updated: 1_795_000_000_000,
    },
    ...{ link: null, locked: false, roundness: { type: 3 } },
  };
  const lines = {
    points: [
      [0, 0],
      [30, 4],
    ],
    lastCommittedPoint: null,
    startBinding: { elementId: 'abc', focus: 0.2, gap: 4 },
    endBinding: null,
    startArrowhead: null,
    endArrowhead: 'arrow',
  };
  const own: Record<(typeof drawable)[number], object> = {
    rectangle: {},
    diamond: {},
    ellipse: {},
    line: { ...lines, endArrowhead: null },
    arrow: {
      ...lines,
      elbowed: true,
      startBinding: { elementId: 'abc', focus: 0.2, gap: 4, fixedPoint: [0.5, 1] },
      fixedSegments: [{ start: [0, 0], end: [30, 0], index: 1 }],
      startIsSpecial: null,
      endIsSpecial: false,
    },
    freedraw: { points: lines.points, pressures: [0.5, 0.25], simulatePressure: false, lastCommittedPoint: [30, 4] },
    text: {
      ...{ text: 'C – G', originalText: 'C – G', fontSize: 20, fontFamily: 5, textAlign: 'left', verticalAlign: 'top' },
      ...{ containerId: null, autoResize: true, lineHeight: 1.25 },
    },
    frame: { name: 'Scales' },
    magicframe: { name: null },
    image: {
      ...{ fileId: 'f00d', status: 'saved', scale: [1, -1] },
      crop: { x: 0, y: 0, width: 9, height: 9, naturalWidth: 90, naturalHeight: 90 },
    },
  };
  test.each(drawable)('a %s as Excalidraw makes it is kept as it is', (type) => {
    const element = { ...base, ...own[type], type };
    expect(readElement(JSON.parse(JSON.stringify(element)))).toEqual(element);
  });

  test.each([
    ['data of its own', { customData: { a: 'x'.repeat(60_000) } }],
    ['a field that nobody knows', { evil: 1 }],
    ['a field of another kind of element', { text: 'x' }],
  ])('%s is taken off, whole and in parts', (_what, more) => {
    expect(readElement({ ...base, ...more, type: 'rectangle' })).toEqual({ ...base, type: 'rectangle' });
    const board = new Board(1, '1');
    board.draw([{ el: stroke('a') }]);
    board.draw([{ id: 'a', v: 2, n: 1, from: [1, 1], set: more }]);
    expect(board.get('a')).toEqual(stroke('a', { version: 2 }));
  });

  test('what is bound to it carries nothing else', () => {
    const found = readElement({ ...base, type: 'diamond', boundElements: [{ id: 'b', type: 'text', more: 'x' }] });
    expect(found?.['boundElements']).toEqual([{ id: 'b', type: 'text' }]);
  });

  test.each([
    ['__proto__ and constructor', ['__proto__'], 'constructor x'],
    ['an empty one', [''], ''],
    ['one that is too long', ['x'.repeat(65)], 'x'.repeat(65)],
    ['an address', ['a/b'], 'https://a.example'],
  ])('of ids %s is none', (_what, groupIds, id) => {
    expect(readElement({ ...base, type: 'line', id })).toBeNull();
    expect(readElement({ ...base, type: 'line', id: 'a' })).not.toBeNull();
    if (groupIds[0] !== '__proto__') expect(readElement({ ...base, type: 'line', groupIds })).toBeNull();
  });
});

describe('BD-8: an element has an end', () => {
  test('whole, by its bytes', () => {
    const board = new Board(1, '1');
    expect(codes(board, { el: long(120_000) })).toEqual(['element_size']);
    expect(board.get('a')).toBeUndefined();
    expect(codes(board, { el: long(30_000) })).toEqual([]);
  });

  test.each<[string, () => object]>([
    ['points', () => ({ points: Array.from({ length: 500 }, (_, at) => [at / 3, at]) })],
    ['steps', () => ({ steps: Array.from({ length: 500 }, () => [1, 1]) })],
    ['pressures', () => ({ pressures: Array.from({ length: 2_000 }, () => 0.5) })],
    ['short pressures', () => ({ pressures: Array.from({ length: 4_000 }, () => 1) })],
    ['groups', () => ({ set: { groupIds: Array.from({ length: 51 }, () => 'g') } })],
    [
      'what is bound to it',
      () => ({ set: { boundElements: Array.from({ length: 1_001 }, () => ({ id: 'g', type: 'text' })) } }),
    ],
    ['its place in the order', () => ({ set: { index: 'a'.repeat(513) } })],
  ])('where it grows by %s', (_what, next) => {
    const board = new Board(1, '1');
    expect(grows(board, next, 60).length).toBeGreaterThan(30);
    const { points = [], pressures = [] } = board.get('a') ?? {};
    expect(points.length + pressures.length).toBeLessThanOrEqual(maxPoints);
    expect(JSON.stringify(board.get('a')).length).toBeLessThan(maxElementBytes * 1.05);
    expect(board.bytes).toBeLessThanOrEqual(maxElementBytes);
  });

  test('one that came to be larger before may be moved and deleted, and not grow', () => {
    const large = { ...long(120_000), version: 1, versionNonce: 1 };
    const board = new Board(1, '1', [{ element: large, sequence: 1 }]);
    expect(codes(board, { id: 'a', v: 2, n: 1, from: [1, 1], set: { x: 5 } })).toEqual([]);
    expect(codes(board, { id: 'a', v: 3, n: 1, from: [2, 1], steps: [[1, 1]] })).toEqual(['element_size']);
    expect(codes(board, { id: 'a', v: 4, n: 1, from: [2, 1], set: { isDeleted: true } })).toEqual([]);
    expect(board.bytes).toBeLessThan(300);
  });
});

describe('BD-5, BD-8: a page has an end', () => {
  const half = (id: string, given: Partial<BoardElement> = {}) => ({ el: { ...long(50_000), id, ...given } });

  test('in bytes, by whole elements; erasing makes room, and what was erased is hardly anything', () => {
    const board = new Board(1, '1');
    const refused = Array.from({ length: 150 }, (_, at) => codes(board, half(`e${at}`))).flat();
    expect(new Set(refused)).toEqual(new Set(['board_full']));
    expect(board.bytes).toBeLessThanOrEqual(maxBoardBytes);
    expect(board.fullness).toBeGreaterThan(0.9);
    for (let at = 0; at < 50; at += 1)
      board.draw([{ id: `e${at}`, v: 2, n: 1, from: [1, 1], set: { isDeleted: true } }]);
    expect(board.bytes).toBeLessThan(maxBoardBytes * 0.7);
    expect(codes(board, half('again'))).toEqual([]);
  });

  test('by what grows in small steps, and by undoing what was erased', () => {
    const board = new Board(1, '1');
    for (let at = 0; at < 110; at += 1) board.draw([half(`e${at}`)]);
    const before = board.bytes;
    for (let v = 2; v < 40; v += 1)
      board.draw([{ id: 'e1', v, n: 1, from: [v - 1, 1], steps: Array.from({ length: 100 }, () => [1, 1]) }]);
    board.draw([half('e2', { version: 2, isDeleted: true })]);
    board.draw([half('new')]);
    expect(codes(board, half('e2', { version: 3 }))).toEqual(['board_full']);
    expect(board.get('e2')?.isDeleted).toBe(true);
    expect(Math.max(before, board.bytes)).toBeLessThanOrEqual(maxBoardBytes);
  });

  test('and all pages of a room together have one', () => {
    const board = new Board(1, '1');
    const { accepted, refused } = board.draw([half('a'), half('b'), half('c')], 120_000);
    expect([accepted.length, refused]).toEqual([2, [{ id: 'c', code: 'boards_full' }]]);
  });

  test('going back to a restore point is held to the same', () => {
    const board = new Board(1, '1');
    for (let at = 0; at < 90; at += 1) board.draw([half(`e${at}`)]);
    const past = Array.from({ length: 150 }, (_, at) => ({ ...half(`p${at}`).el }));
    const { refused } = board.draw(board.changesTo(past));
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['board_full']));
    expect(board.bytes).toBeLessThanOrEqual(maxBoardBytes);
  });
});

describe('BD-9: one that cannot be taken costs no other', () => {
  test('in what is read: those that have an id are named', () => {
    const good = { el: stroke('good') };
    const read = readChanges([
      good,
      { el: { ...stroke('bad'), type: 'iframe' } },
      ['delta', 2, 1, 1, 1, 0, ['x']],
      ['steps', 2, 1, 1, 1, 0, 0, [1e9]],
      ['fine', 2, 1, 1, 1, { x: 1 }, 0],
    ]);
    expect(read).toEqual({
      changes: [good, { id: 'fine', v: 2, n: 1, from: [1, 1], set: { x: 1 } }],
      broken: ['bad', 'delta', 'steps'],
      isGarbled: false,
    });
    expect(readChanges([5, null, { el: { ...stroke('a'), id: '' } }])).toMatchObject({ broken: [], isGarbled: true });
  });

  test('in what is drawn', () => {
    const board = new Board(1, '1');
    const drawn = board.draw([
      { el: stroke('a') },
      { el: { ...long(120_000), version: 2 } },
      { el: stroke('b') },
      { id: 'b', v: 2, n: 1, from: [1, 1], set: { opacity: 101 } },
      { id: 'b', v: 2, n: 1, from: [1, 1], set: { opacity: 50 } },
    ]);
    expect(drawn.accepted).toHaveLength(3);
    expect(drawn.refused).toEqual([
      { id: 'a', code: 'element_size' },
      { id: 'b', code: 'element_broken' },
    ]);
  });
});

test('BD-10: a page in parts is the page, also where it changes meanwhile', () => {
  const board = new Board(1, '1');
  for (let at = 0; at < 100; at += 1) board.draw([{ el: stroke(`e${at}`) }]);
  const found: string[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const part: ReturnType<Board['part']> = board.part(from, 0, 1_000);
    expect(part.elements.length).toBeLessThan(20);
    found.push(...part.elements.map(({ id }) => id));
    from = part.next;
    if (found.length < 30) board.draw([{ el: stroke(`late${found.length}`) }]);
  }
  expect(found).toEqual(board.since(0).map(({ id }) => id));
});
