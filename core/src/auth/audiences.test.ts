import { readdirSync, readFileSync } from 'node:fs';
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

/** Called without a token, by the secret of a link. */
const byLinkAlone = ['auth.enterPages', 'auth.renewPages', 'rooms.lookAtMade'];

test('what the pages call is granted to the token of some page', () => {
  const client = new URL('../../../activity/client/src/', import.meta.url);
  const called = readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(new URL(file, client), 'utf8').matchAll(/\.(\w+\.\w+)\.(?:query|mutate)\(/g)])
    .map(([, path]) => path ?? '');
  const granted = Object.values(audiences).flatMap((of) => Object.keys(of ?? {}));
  expect(called.length).toBeGreaterThan(30);
  expect([...granted, ...byLinkAlone]).toEqual(expect.arrayContaining(called));
});
