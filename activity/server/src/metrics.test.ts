import { once } from 'node:events';
import express from 'express';
import { expect, test } from 'vitest';
import { openMetrics } from './metrics.ts';

test('jobs that failed for good are counted anew at each look; while nobody can say, the last count stands', async () => {
  let count: number | null = 3;
  const app = express();
  app.get(
    '/metrics',
    openMetrics(() => (count === null ? Promise.reject(new Error('away')) : Promise.resolve(count))).show,
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  const dead = async () =>
    /^echochat_dead_jobs (\d+)$/m.exec(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text())?.[1];
  expect(await dead()).toBe('3');
  count = 0;
  expect(await dead()).toBe('0');
  count = null;
  expect(await dead()).toBe('0');
  server.close();
});
