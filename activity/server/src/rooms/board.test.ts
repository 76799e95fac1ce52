import { apply, diff, type ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import { type BoardElement, boardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { pack, readChange, unpack } from '@echochat/activity-protocol/rooms/packed.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stroke } from '../../test/rooms.ts';
import { Board } from './board.ts';

const element = ({ id, ...given }: Partial<BoardElement> & { id: string }) => stroke(id, given);
const stateOf = (board: Board) =>
  board
    .since(0)
    .map(({ id, version, versionNonce }) => `${id}:${version}:${versionNonce}`)
    .sort();

describe('a change', () => {
  test('of a stroke that goes on is its new points alone', () => {
    const points = Array.from({ length: 50 }, (_, index) => [index, index]);
    const before = element({ id: 'a', points });
    const after = element({ id: 'a', version: 2, points: [...points, [50, 51]], width: 50 });
    const change = diff(before, after);
    expect(pack(change)).toEqual(['a', 2, 1, 1, 1, { height: 1 }, [1, 2]]);
    expect(unpack(pack(change))).toEqual(change);
  });

  test('says points as they are where steps would not add up to them, or be longer to say', () => {
    const before = element({ id: 'a', points: [[0.1, 0]] });
    const after = element({
      id: 'a',
      version: 2,
      points: [
        [0.1, 0],
        [0.8, 0.3],
      ],
    });
    const change = unpack(pack(diff(before, after)));
    expect(change).toMatchObject({ points: [[0.8, 0.3]] });
    expect(apply(before, change)).toEqual(after);
  });

  test('leads from any element to any other', () => {
    // Few whole numbers, so that lists go on from each other; and fractions, which do not add up.
    const coordinate = fc.oneof(fc.nat(3), fc.constantFrom(0.1, 0.2, 0.7, -1.375, 1e7, -1e7));
    const any = fc.record({
      version: fc.nat(100),
      versionNonce: fc.nat(100),
      x: fc.integer({ min: -100, max: 100 }),
      points: fc.option(
        fc.array(
          fc.tuple(coordinate, coordinate).map((point): number[] => point),
          { maxLength: 5 },
        ),
        { nil: undefined },
      ),
      link: fc.option(fc.constantFrom('https://a.example', null), { nil: undefined }),
      groupIds: fc.option(fc.array(fc.constantFrom('g', 'h'), { maxLength: 3 }), { nil: undefined }),
    });
    const made = (given: object): BoardElement =>
      boardElement.parse(JSON.parse(JSON.stringify({ ...element({ id: 'a' }), ...given })));
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [before, after] = [made(a), made({ ...b, version: a.version + b.version })];
        const change: ElementChange | null = readChange(JSON.parse(JSON.stringify(pack(diff(before, after)))));
        expect(change && apply(before, change)).toEqual(after);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('BD-1: which version counts', () => {
  test('does not depend on the order of arrival', () => {
    const version = fc.record({ id: fc.constantFrom('a', 'b'), version: fc.nat(4), versionNonce: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(version, { maxLength: 12 }), fc.nat(), (list, seed) => {
        const shuffled = [...list].sort((a, b) => ((a.version * 7 + seed) % 5) - ((b.version * 7 + seed) % 5));
        const boards = [list, shuffled].map((order) => {
          const board = new Board(1, '1');
          for (const one of order) board.draw([{ el: element(one) }]);
          return stateOf(board);
        });
        expect(boards[0]).toEqual(boards[1]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('BD-2: what is malformed', () => {
  test.each([
    ['a width that is none', { width: Number.POSITIVE_INFINITY }],
    ['a page of somebody else', { type: 'iframe' }],
    ['a number for a colour', { strokeColor: 5 }],
    ['an address for an id', { frameId: 'https://a.example' }],
    ['groups without an end', { groupIds: Array.from({ length: 51 }, () => 'g') }],
  ])('%s is not taken', (_what, set) => {
    const board = new Board(1, '1');
    board.draw([{ el: element({ id: 'a' }) }]);
    board.draw([{ id: 'a', v: 2, n: 1, from: [1, 1], set }]);
    expect(board.since(0)).toEqual([element({ id: 'a' })]);
  });

  test('steps that lead away from where anything may be are not taken', () => {
    const board = new Board(1, '1');
    board.draw([{ el: element({ id: 'a', points: [[1e7, 0]] }) }]);
    const away = {
      id: 'a',
      v: 2,
      n: 1,
      from: [1, 1] as [number, number],
      steps: [
        [1, 0],
        [-1, 0],
      ],
    };
    expect(board.draw([away]).accepted).toEqual([]);
    expect(board.get('a')?.version).toBe(1);
  });

  test('an address that leads nowhere good is taken off', () => {
    const board = new Board(1, '1');
    board.draw([{ el: element({ id: 'a' }) }]);
    const { accepted } = board.draw([{ id: 'a', v: 2, n: 1, from: [1, 1], set: { link: 'javascript:alert(1)' } }]);
    expect(JSON.stringify(accepted)).not.toContain('javascript');
    expect(board.since(0)[0]?.link).toBeNull();
    for (const link of ['javascript:alert(1)', 'data:text/html,x', 'mailto:ana@example.org', '//evil.example'])
      expect(boardElement.parse({ ...element({ id: 'b' }), link }).link).toBeNull();
    for (const link of ['https://a.example', 'http://a.example', '/rooms/1'])
      expect(boardElement.parse({ ...element({ id: 'b' }), link }).link).toBe(link);
  });
});

describe('BD-3: what is said against another version', () => {
  test('is asked for whole where it would count, else answered with what does', () => {
    const board = new Board(1, '1');
    board.draw([{ el: element({ id: 'a', version: 5 }) }]);
    expect(board.draw([{ id: 'a', v: 7, n: 1, from: [6, 1] }])).toMatchObject({ wanted: ['a'], accepted: [] });
    expect(board.draw([{ id: 'a', v: 4, n: 1, from: [3, 1] }])).toMatchObject({ wanted: [], stale: [['a', 5, 1]] });
    expect(board.draw([{ id: 'new', v: 4, n: 1, from: [3, 1] }])).toMatchObject({ wanted: ['new'] });
  });
});

describe('RJ-2: who comes back', () => {
  test('gets what came after their frame, with what was deleted', () => {
    const board = new Board(1, '1');
    board.draw([{ el: element({ id: 'a' }) }, { el: element({ id: 'b' }) }]);
    const seen = board.endFrame();
    board.draw([{ el: element({ id: 'a', version: 2, isDeleted: true }) }]);
    board.endFrame();
    expect(board.since(seen).map(({ id, isDeleted }) => [id, isDeleted])).toEqual([['a', true]]);
    expect(board.since(0).map(({ id }) => id)).toEqual(['b']);
  });
});
