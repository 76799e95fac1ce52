import { expect, it } from 'vitest';
import { talkAddress } from './talk-address.ts';

it('is written safely into an address', () => {
  expect(talkAddress('a&b c')).toBe('/playground?as=a%26b+c');
});
