import { describe, expect, it } from 'vitest';
import { besides, handleOf, talkAddress } from './handle-of.ts';

describe('the handle of a name', () => {
  it.each([
    ['Mei', 'mei'],
    ['  José María ', 'jose-maria'],
    ['Zoë!', 'zoe'],
    ['山田', 'learner'],
    ['---', 'learner'],
    ['a'.repeat(80), 'a'.repeat(32)],
  ])('%j is %j', (name, handle) => {
    expect(handleOf(name)).toBe(handle);
  });

  it('can be told apart from one that is taken', () => {
    expect(besides('mei')).toMatch(/^mei-[a-z0-9]{1,4}$/);
  });

  it('is written safely into an address', () => {
    expect(talkAddress('a&b c')).toBe('/playground?as=a%26b+c');
  });
});
