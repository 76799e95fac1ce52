import { once } from 'node:events';
import express from 'express';
import { expect, test } from 'vitest';
import { openMetrics } from './metrics.ts';

async function serve(app: express.Express) {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  return { get, close: () => server.close() };
}

test('how long requests took is counted by route; a stream is no request that took long', async () => {
  const { observe, show } = openMetrics(
    async () => 0,
    () => 0,
  );
  const app = express();
  app.use(observe);
  app.get('/quick/:name', (_request, response) => void response.send('done'));
  app.get('/stream', (_request, response) => void response.set('content-type', 'text/event-stream').end('data: 1'));
  app.get('/metrics', show);
  const { get, close } = await serve(app);
  await get('/quick/ana');
  await get('/stream');
  const counted = await get('/metrics');
  expect(counted).toContain('http_request_seconds_count{method="GET",route="/quick/:name",status="200"} 1');
  expect(counted).not.toContain('/stream');
  close();
});

test('jobs that failed for good are counted every 15 seconds, however often one looks; while nobody can say, the last count stands', async () => {
  let count: number | null = 3;
  let counts = 0;
  let now = 0;
  const app = express();
  const countDead = () => {
    counts += 1;
    return count === null ? Promise.reject(new Error('away')) : Promise.resolve(count);
  };
  app.get('/metrics', openMetrics(countDead, () => now).show);
  const { get, close } = await serve(app);
  const dead = async () => /^echochat_dead_jobs (\d+)$/m.exec(await get('/metrics'))?.[1];
  expect(await Promise.all([dead(), dead(), dead()])).toEqual(['3', '3', '3']);
  count = 0;
  now += 14_999;
  expect(await dead()).toBe('3');
  expect(counts).toBe(1);
  now += 1;
  expect(await dead()).toBe('0');
  count = null;
  now += 15_000;
  expect(await dead()).toBe('0');
  expect(counts).toBe(3);
  close();
});
