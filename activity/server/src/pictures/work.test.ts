import { boardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { describe, expect, test } from 'vitest';
import { draw } from './draw.ts';
import { type ImageSize, mostWorkMs, workOf } from './work.ts';

const element = (given: object) =>
  boardElement.parse({
    ...{
      id: 'a',
      type: 'rectangle',
      version: 1,
      versionNonce: 1,
      isDeleted: false,
      x: 0,
      y: 0,
      width: 100,
      height: 50,
    },
    ...{ strokeColor: '#1e1e1e', seed: 7, strokeWidth: 1, strokeStyle: 'solid', roughness: 1, ...given },
  });
const many = (count: number, given: object) => Array.from({ length: count }, () => element(given));
const image: ImageSize = { bytes: 5_000_000, pixels: 20_000_000 };
const work = (elements: ReturnType<typeof many>) => workOf(elements, new Map([['i1', image]]));
/** Points all over a page, the same each time. */
const scattered = (count: number) =>
  Array.from({ length: count }, (_, at) => [(at * 7_919) % 1_201, (at * 104_729) % 1_199]);
const [filled, thin] = [{ backgroundColor: 'red' }, { strokeWidth: 0.5 }];
const size = { width: 1_200, height: 1_200 };

describe('how long a page takes is known before it is drawn', () => {
  test.each<[string, number, object]>([
    ['rectangles nine million wide, in zigzag', 20, { ...filled, ...thin, width: 9e6, fillStyle: 'zigzag' }],
    ['hatchings over each other', 200, { ...filled, ...thin, ...size, fillStyle: 'cross-hatch' }],
    ['solid shapes over each other', 9_000, { ...filled, ...size, fillStyle: 'solid' }],
    ['outlines over each other', 10_000, size],
    ['a line all over the page', 1, { type: 'line', points: scattered(20_000) }],
    ['a curve all over the page', 1, { type: 'line', roundness: { type: 2 }, points: scattered(20_000) }],
    ['a stroke all over the page', 1, { type: 'freedraw', points: scattered(20_000) }],
    [
      'a closed shape that is hatched',
      4,
      { type: 'line', ...filled, fillStyle: 'hachure', points: [...scattered(4_000), [0, 0]] },
    ],
    ['dots around what is enormous', 500, { width: 1e7, height: 1e7, strokeStyle: 'dotted' }],
    ['ellipses around everything', 2_000, { type: 'ellipse', width: 1e7, height: 1e7 }],
    ['a million letters', 100, { type: 'text', text: 'abcdefghi '.repeat(1_000) }],
    ['nothing but lines of text', 20, { type: 'text', text: 'a\n'.repeat(5_000) }],
    ['letters that fill the page', 20, { type: 'text', text: 'W'.repeat(5_000), fontSize: 500, ...size }],
    ['an image a hundred times', 100, { type: 'image', fileId: 'i1', ...size }],
    ['a faded image fifty times', 50, { type: 'image', fileId: 'i1', opacity: 40, ...size }],
    [
      'a hundredth of an image',
      1,
      {
        type: 'image',
        fileId: 'i1',
        ...size,
        crop: { x: 0, y: 0, width: 50, height: 50, naturalWidth: 5_000, naturalHeight: 5_000 },
      },
    ],
  ])('%s is too much', (_what, count, given) => {
    expect(work(many(count, given))).toBeGreaterThan(mostWorkMs);
  });

  test.each<[string, number, object]>([
    ['one rectangle', 1, {}],
    ['a page full of shapes', 2_000, { ...filled, fillStyle: 'solid' }],
    ['a page full of hatched ones', 300, { ...filled, fillStyle: 'hachure', width: 200, height: 200 }],
    ['a few images', 6, { type: 'image', fileId: 'i1', width: 400, height: 300 }],
    ['a text of two pages', 4, { type: 'text', text: 'abcdefghi '.repeat(500) }],
    [
      'a long stroke by hand',
      20,
      { type: 'freedraw', points: Array.from({ length: 2_000 }, (_, at) => [at, 300 * Math.sin(at / 50)]) },
    ],
  ])('%s is not', (_what, count, given) => {
    expect(work(many(count, given))).toBeLessThan(mostWorkMs);
  });

  test('what is deleted costs nothing, and two things far apart hardly more', () => {
    expect(work(many(10_000, { isDeleted: true, ...size }))).toBe(0);
    expect(work([element({ x: -1e7 }), element({ x: 9_999_000, ...filled, fillStyle: 'hachure' })])).toBeLessThan(100);
  });

  test('an enormous hatched shape has as many lines as can be told apart', () => {
    const lines = (width: number) =>
      draw([element({ ...filled, ...thin, fillStyle: 'hachure', width, height: width })]).svg.match(/M/g)?.length ?? 0;
    expect(lines(1e6)).toBeLessThan(2 * lines(2_000));
  });
});
