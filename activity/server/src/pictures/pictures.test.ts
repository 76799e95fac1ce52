import { boardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { draw } from './draw.ts';
import type { PageImage } from './page-content.ts';
import { openPictures } from './pictures.ts';

const pictures = openPictures(openLog('silent'));
afterAll(() => pictures.close());
let rooms = 0;
const drawn = (key: string, elements: readonly unknown[], images: readonly PageImage[] = []) => {
  rooms += 1;
  return pictures.png(key, rooms, async () => ({ elements: elements.map((one) => JSON.stringify(one)), images }));
};

const element = (given: object) =>
  boardElement.parse({
    id: 'a',
    type: 'rectangle',
    version: 1,
    versionNonce: 1,
    isDeleted: false,
    x: 0,
    y: 0,
    width: 100,
    height: 50,
    strokeColor: '#1e1e1e',
    seed: 7,
    ...given,
  });
/** As boards may hold it that were kept before their fields were looked at. */
const kept = (given: object) => Object.assign(element({}), given);
/** One point of red. */
const red = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const isPng = (bytes: Uint8Array) => Buffer.from(bytes.subarray(1, 4)).toString() === 'PNG';

describe('a page as a picture', () => {
  test('is as large as what is on it, wherever that lies and however it is turned', () => {
    const flat = draw([element({ x: -500, y: 900 })]);
    expect([flat.width, flat.height]).toEqual([164, 114]);
    const upright = draw([element({ angle: Math.PI / 2 })]);
    expect([upright.width, upright.height]).toEqual([114, 164]);
    expect(draw([element({ isDeleted: true })])).toMatchObject({ width: 464, height: 364 });
  });

  test('looks the same each time, and different by its seed', () => {
    expect(draw([element({})]).svg).toBe(draw([element({})]).svg);
    expect(draw([element({})]).svg).not.toBe(draw([element({ seed: 8 })]).svg);
  });

  test('takes nothing of what people write for more than text', () => {
    const evil = '"/><script>alert(1)</script>&<!-- \u0000';
    const { svg } = draw([
      kept({ type: 'text', text: evil, strokeColor: evil, fontFamily: evil, textAlign: evil, opacity: evil }),
      kept({ backgroundColor: 'url(https://example.org/x)', fillStyle: evil, strokeStyle: evil }),
    ]);
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('<!--');
    expect(svg).not.toContain('example.org');
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('&lt;script&gt;');
  });

  test('is made of anything that may be drawn', async () => {
    const number = fc.oneof(
      fc.integer({ min: -2_000, max: 2_000 }),
      fc.constant(0),
      fc.double({ noNaN: true, min: -1e3, max: 1e3 }),
    );
    const any = fc.record({
      id: fc.uuid(),
      type: fc.constantFrom('rectangle', 'diamond', 'ellipse', 'arrow', 'line', 'freedraw', 'text', 'frame', 'image'),
      version: fc.constant(1),
      versionNonce: fc.constant(1),
      isDeleted: fc.boolean(),
      x: number,
      y: number,
      width: number,
      height: number,
      points: fc.array(fc.tuple(number, number), { maxLength: 12 }),
      text: fc.string({ unit: 'binary', maxLength: 40 }),
      roundness: fc.constantFrom(null, { type: 3 }),
      backgroundColor: fc.constantFrom('transparent', '#ffec99', 'nonsense colour'),
      fillStyle: fc.constantFrom('hachure', 'solid', 'cross-hatch', 'zigzag', 7),
      strokeStyle: fc.constantFrom('solid', 'dashed', 'dotted'),
      endArrowhead: fc.constantFrom(null, 'arrow', 'dot', 'bar', 'triangle', 'circle_outline', 'who knows'),
      angle: number,
      opacity: number,
      strokeWidth: number,
      pressures: fc.array(number, { maxLength: 4 }),
      simulatePressure: fc.boolean(),
    });
    let count = 0;
    const far = element({ x: 9_999_000, height: -64, width: 0 });
    expect(isPng(await drawn('far', [element({ x: -1e7 }), far]))).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 5 }), async (list) => {
        const { svg } = draw(list.map(kept));
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        count += 1;
        expect(isPng(await drawn(`any ${count}`, list))).toBe(true);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test('of something faded far outside of what it says to be is a picture still', async () => {
    const text = { type: 'text', text: 'far', fontSize: 20, x: 0, y: 9_000_000, width: 1, height: 1, opacity: 40 };
    const wide = kept({
      type: 'text',
      text: 'x'.repeat(200),
      fontSize: 1e6,
      y: -9e6,
      width: 1,
      height: 1,
      opacity: 40,
    });
    expect(isPng(await drawn('faded', [element(text), wide, element({})]))).toBe(true);
    expect(draw([element({ opacity: 40 })]).svg).toMatch(/<g [^>]*fill-opacity="0.4" stroke-opacity="0.4"/);
  });

  test('shows images, cut and turned over as they are on the board, and a place for those that never came', async () => {
    const image = (given: object) => element({ type: 'image', fileId: 'i1', width: 40, height: 30, ...given });
    const images = { i1: `data:image/png;base64,${red.toString('base64')}` };
    expect(draw([image({})], images).svg).toContain('<image width="40" height="30"');
    const cut = { x: 0, y: 0, width: 1, height: 1, naturalWidth: 1, naturalHeight: 1 };
    expect(draw([image({ crop: cut, scale: [-1, 1] })], images).svg).toMatch(
      /translate\(40 0\) scale\(-1 1\).*viewBox/,
    );
    expect(draw([image({ fileId: 'toString' })], images).svg).not.toContain('<image');
    const [withIt, without] = [
      await drawn('i', [image({})], [{ id: 'i1', mediaType: 'image/png', bytes: red }]),
      await drawn('n', [image({})]),
    ];
    expect(isPng(withIt) && isPng(without)).toBe(true);
    expect(Buffer.from(withIt).equals(without)).toBe(false);
  });

  test('of the same content is made once, and of what is not drawable is left out', async () => {
    const [one, two] = await Promise.all([drawn('k', [element({})]), drawn('k', [element({})])]);
    expect(one).toBe(two);
    expect(isPng(await drawn('odd', [{ type: 'iframe' }, null, 7, element({})]))).toBe(true);
  });
});
