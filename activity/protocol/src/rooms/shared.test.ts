import { expect, test } from 'vitest';
import { sharedActions, sharedLink } from './shared.ts';

test.each([
  ['https://example.org/triads', 'https://example.org/triads'],
  ['example.org/triads', 'https://example.org/triads'],
  ['http://example.org', null],
  ['mailto:ana@example.org', null],
  ['https://u:p@bank.example@evil.example/', null],
  ['https://127.0.0.1:3000/', null],
  ['https://example.org/\u202egpj.exe', null],
])('a link to %j is added as %j', (url, added) => {
  const read = sharedActions[0].safeParse({ do: 'link:add', url });
  expect(read.data?.url ?? null).toBe(added);
});

test('a link that was kept before stays readable', () => {
  const kept = { id: 1, by: 1, url: 'http://example.org', title: 'example.org' };
  expect(sharedLink.parse(kept)).toEqual(kept);
});
