import { expect, test } from 'vitest';
import { appRouter } from '../api.ts';
import { audiences } from './audiences.ts';

test('every page on which people are seen may block, unblock and report, and no token names what is not there', () => {
  const known = Object.keys(appRouter._def.procedures);
  for (const granted of Object.values(audiences)) {
    if (granted === null) continue;
    for (const path of ['safety.block', 'safety.unblock', 'safety.report']) expect(granted[path]).toBe('any');
    expect(known).toEqual(expect.arrayContaining(Object.keys(granted)));
  }
});
