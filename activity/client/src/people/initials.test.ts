import { describe, expect, it } from 'vitest';
import { hueOf, initials } from './initials.ts';

describe('initials', () => {
  it.each([
    ['Mei Lin', 'ML'],
    ['amara', 'A'],
    ['José de la Cruz', 'JC'],
    ['mei-lin.wu', 'MW'],
    ['山田 太郎', '山太'],
    ['🦊 Fox', 'F'],
    ['', ''],
  ])('of %j are %j', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });

  it('have the same hue every time, away from coral and teal', () => {
    expect(hueOf('Mei')).toBe(hueOf('Mei'));
    for (const name of ['a', 'Mei', 'Amara Okafor', '山田']) {
      expect(hueOf(name)).toBeGreaterThanOrEqual(255);
      expect(hueOf(name)).toBeLessThan(345);
    }
  });
});
