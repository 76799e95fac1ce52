import { expect, test } from 'vitest';
import { noMore, readMore, seatsOf, topicsOf } from './more.ts';

const guitar = { id: 3, name: 'Guitar' };

test('what is left empty is not sent; a topic that is no choice any more is none', () => {
  expect(readMore({ ...noMore, description: '  ' }, [guitar], 10)).toEqual({});
  expect(readMore({ topic: '3', seats: '4', description: ' Bring picks ' }, [guitar], 10)).toEqual({
    categoryId: 3,
    maxParticipants: 4,
    description: 'Bring picks',
  });
  expect(readMore({ ...noMore, topic: '4' }, [guitar], 10)).toEqual({});
});

test.each(['1', '11', '2.5', '-3', 'six'])('%s seats of ten do not fit', (seats) => {
  expect(readMore({ ...noMore, seats }, [], 10)).toBeNull();
});

test('a session has 2 to 50 seats, whatever the plan says', () => {
  expect([1, 10, 100].map(seatsOf)).toEqual([2, 10, 50]);
});

test('what both of a pair know of stands there once', () => {
  expect(topicsOf([{ category: guitar }, { category: { id: 5, name: 'Python' } }, { category: guitar }])).toEqual([
    guitar,
    { id: 5, name: 'Python' },
  ]);
});
