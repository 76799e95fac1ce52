import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { refusal, say } from './chat.ts';
import { endLeftovers, openFolders, runEcho, startEcho } from './process.ts';

// Whole processes are started here, on machines that have other things to do.
vi.setConfig({ testTimeout: 180_000 });

const folders = openFolders();
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** What /readyz said, each once, in the order in which it was first said. */
async function watchReadiness(port: number, isOver: () => boolean): Promise<string[]> {
  const said: string[] = [];
  while (!isOver()) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    const text = response ? `${response.status} ${await response.text()}` : 'nobody there';
    if (!said.includes(text)) said.push(text);
    await wait(10);
  }
  return said;
}

test('from an empty folder to ready: 503 until everything is up, and nobody else gets the folder or the port', async () => {
  const port = await freePort();
  let isUp = false;
  const watching = watchReadiness(port, () => isUp);
  const echo = await startEcho({ DATA_DIR: folders.path('first'), PORT: String(port) });
  isUp = true;
  console.info(`ready from an empty folder in ${echo.seconds.toFixed(1)} s`);
  // Under twenty on a machine at rest.
  expect(echo.seconds).toBeLessThan(60);
  expect(await watching).toEqual(['nobody there', '503 {"status":"starting"}', '200 {"status":"ready"}']);

  const health = await fetch(`${echo.url}/healthz`);
  expect([health.status, await health.json()]).toEqual([
    200,
    { status: 'ok', roles: ['web', 'worker'], version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
  ]);

  const sameFolder = await runEcho({ DATA_DIR: folders.path('first') });
  expect(sameFolder).toMatchObject({ code: 1, stdout: '' });
  expect(sameFolder.stderr).toMatch(/^DATA_DIR should be free, but [^\n]+ is in use by another EchoChat process\.\n$/);

  const samePort = await runEcho({ DATA_DIR: folders.path('second'), PORT: String(port), PLAYGROUND: '0' });
  expect(samePort).toMatchObject({ code: 1, stdout: '' });
  expect(samePort.stderr).toBe(`PORT should be free, but ${port} on 127.0.0.1 is in use.\n`);

  // The two that were refused have hurt nothing.
  expect(refusal(await say(echo.url, 'Zoe', '/goals add title:"Still here"'))).toBeNull();
  expect(await echo.end()).toMatchObject({ code: 0, stderr: '' });
});

test('without the playground none of its addresses is there', async () => {
  const echo = await startEcho({ DATA_DIR: folders.path('second'), PLAYGROUND: '0' });
  expect(echo.stdout()).toMatch(/^ {2}playground +off /m);
  const paths = ['/playground/run', '/playground/press', '/playground/suggest', '/auth/playground'];
  for (const path of paths) {
    const response = await fetch(`${echo.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'Zoe', line: '/echo' }),
    });
    expect([path, response.status]).toEqual([path, 404]);
  }
  for (const path of ['/playground', '/playground/people', '/playground/me?as=Zoe', '/playground/stream?as=Zoe']) {
    expect([path, (await fetch(`${echo.url}${path}`)).status]).toEqual([path, 404]);
  }
  expect(await echo.end()).toMatchObject({ code: 0 });
});
