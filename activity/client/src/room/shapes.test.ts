import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { expect, test } from 'vitest';
import { changed, placeBelow, shapesOf } from './shapes.ts';

const element = (id: string, type: BoardElement['type'], x: number, y: number, more: object = {}): BoardElement => ({
  id,
  type,
  version: 3,
  versionNonce: 9,
  isDeleted: false,
  x,
  y,
  width: 100,
  height: 50,
  ...more,
});

test('shapes are told of from the top and from the left, with what is written on them', () => {
  const list = shapesOf([
    element('below', 'text', 0, 300, { text: 'Homework', originalText: 'Homework' }),
    element('right', 'ellipse', 400, 8),
    element('left', 'rectangle', 10, 20),
    element('label', 'text', 20, 30, { text: 'C ma-\njor', originalText: 'C major', containerId: 'left' }),
    element('gone', 'diamond', 0, 0, { isDeleted: true }),
  ]);
  expect(list.map(({ id, text }) => [id, text])).toEqual([
    ['left', 'C major'],
    ['right', ''],
    ['below', 'Homework'],
  ]);
  expect(list[0]?.parts.map(({ id }) => id)).toEqual(['left', 'label']);
});

test('an arrow says what it leads from and to; a label without its shape stands for itself', () => {
  const list = shapesOf([
    element('a', 'text', 0, 0, { text: 'Dough' }),
    element('b', 'rectangle', 300, 0),
    element('t', 'text', 310, 10, { text: 'Bread', containerId: 'b' }),
    element('arrow', 'arrow', 120, 0, { startBinding: { elementId: 'a' }, endBinding: { elementId: 'b' } }),
    element('orphan', 'text', 0, 90, { text: 'Alone', containerId: 'nobody' }),
  ]);
  expect(list.find(({ id }) => id === 'arrow')).toMatchObject({ from: 'Dough', to: 'Bread' });
  expect(list.at(-1)).toMatchObject({ id: 'orphan', text: 'Alone', from: null });
});

test('a change is a newer version, and a new shape stands below all others', () => {
  expect(changed(element('a', 'rectangle', 0, 0), { x: 10 })).toMatchObject({ x: 10, version: 4 });
  expect(placeBelow([element('a', 'rectangle', -30, 200)])).toEqual({ x: -30, y: 290 });
  expect(placeBelow([])).toEqual({ x: 0, y: 0 });
});
