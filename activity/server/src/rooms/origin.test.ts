import { describe, expect, test } from 'vitest';
import { isOwnOrigin } from './origin.ts';

const ours = isOwnOrigin({ publicHost: 'echo.example.org', discordClientId: '123456789' });
const host = 'localhost:3000';

describe('whose pages may speak to the rooms', () => {
  test.each<[string | undefined, boolean]>([
    [undefined, true],
    ['http://localhost:3000', true],
    ['https://echo.example.org', true],
    ['https://123456789.discordsays.com', true],
    ['http://123456789.discordsays.com', false],
    ['https://1234.discordsays.com', false],
    ['https://1234567890.discordsays.com', false],
    ['https://123456789.discordsays.com.evil.example', false],
    ['https://x.123456789.discordsays.com', false],
    ['https://discord.com', false],
    ['https://evil.example', false],
    ['http://localhost:4000', false],
    ['null', false],
    ['', false],
  ])('%j: %s', (origin, isOurs) => {
    expect(ours(origin, host)).toBe(isOurs);
  });

  test('without an Activity of ours nobody’s is', () => {
    const without = isOwnOrigin({ publicHost: null, discordClientId: null });
    expect(without('https://123456789.discordsays.com', host)).toBe(false);
    expect(without('https://null.discordsays.com', host)).toBe(false);
  });
});
