import { expect, test } from 'vitest';
import { shownAs } from './reading.ts';

const page = {
  items: [
    { id: 9, isRead: false },
    { id: 4, isRead: true },
  ],
  total: 2,
};

test('one notice is shown as read, and as unread again; a page that has nothing of it stays as it is', () => {
  const after = shownAs(page, 9, true);
  expect(after).toEqual({ ...page, items: [{ id: 9, isRead: true }, page.items[1]] });
  expect(shownAs(after, 9, false)).toEqual(page);
  expect(shownAs(page, 4, true)).toBe(page);
  expect(shownAs(page, 5, true)).toBe(page);
});
