import { once } from 'node:events';
import { createServer } from 'node:http';
import type { PlaygroundAccess } from '@echochat/bots/playground/guard.ts';
import { openPlayground } from '@echochat/bots/playground/router.ts';
import { isLoopback } from '@echochat/core/platform/network.ts';
import express from 'express';
import type { TestCore } from '../../test/core.ts';

export interface RunningPlayground {
  url: string;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  close(): Promise<void>;
}

type Answered = { status: number; body: unknown };

/** The playground on a port of its own, as the web server mounts it. */
export async function startPlayground(
  core: TestCore,
  publicHost: string | null = null,
  access: Partial<PlaygroundAccess> = {},
): Promise<RunningPlayground> {
  const isLocal = ({ socket }: express.Request) => isLoopback(socket.remoteAddress ?? '');
  const playground = openPlayground(core, { publicHost, isOnPurpose: false, trustProxy: 0, isLocal, ...access });
  const server = createServer(express().use(playground.router));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://127.0.0.1:${address.port}`;
  const answered = async (response: Response): Promise<Answered> => ({
    status: response.status,
    body: JSON.parse(await response.text()),
  });
  return {
    url,
    post: async (path, body, headers = {}) =>
      answered(
        await fetch(url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    get: async (path, headers = {}) => answered(await fetch(url + path, { headers })),
    async close() {
      playground.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
