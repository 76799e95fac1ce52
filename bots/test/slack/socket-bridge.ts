import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { parse } from 'node:querystring';
import express from 'express';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Slack } from './slack.ts';

/** Socket Mode before a Slack: what it posts to the app goes over the WebSocket that the app has opened here. */
export interface SocketBridge {
  /** The Web API's address, where connections are opened too. */
  apiUrl: string;
  /** Connections that have said hello. */
  count(): number;
  /** How many were opened in all. */
  opened(): number;
  connected(): Promise<void>;
  /** Breaks every connection without a word. */
  drop(): void;
  /** Asks every connection to leave, as Slack does every few hours. */
  refresh(): void;
  /** Takes connections and says nothing on them, not even to a ping. */
  silence(isSilent: boolean): void;
  /** What `apps.connections.open` answers from now on; null opens connections again. */
  refuse(code: string | null): void;
  close(): Promise<void>;
}

const acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown() });

export async function bridgeSocket(slack: Slack): Promise<SocketBridge> {
  const app = express();
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const base = `127.0.0.1:${address.port}`;
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, { envelope: string; done: (payload: unknown) => void }>();
  let isSilent = false;
  let refusal: string | null = null;
  let opened = 0;
  let hello = Promise.withResolvers<void>();

  const webSocket = new WebSocketServer({ server, path: '/socket', autoPong: false });
  webSocket.on('connection', (socket) => {
    opened += 1;
    socket.on('ping', (data) => {
      if (!isSilent) socket.pong(data);
    });
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = acknowledgement.parse(JSON.parse(String(data)));
      waiting.get(id)?.done(payload);
      waiting.delete(id);
    });
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) hello = Promise.withResolvers<void>();
    });
    if (isSilent) return;
    sockets.add(socket);
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
    hello.resolve();
    // What nobody acknowledged comes again over the connection that is there now.
    for (const { envelope } of waiting.values()) socket.send(envelope);
  });

  app.post('/api/apps.connections.open', (_request, response) => {
    response.json(refusal ? { ok: false, error: refusal } : { ok: true, url: `ws://${base}/socket` });
  });
  app.post('/api/:method', express.raw({ type: () => true, limit: '2mb' }), async (request, response) => {
    const headers = {
      'content-type': request.header('content-type') ?? '',
      authorization: request.header('authorization') ?? '',
    };
    const url = new URL(String(request.params['method']), slack.apiUrl);
    const answer = await fetch(url, { method: 'POST', headers, body: z.instanceof(Buffer).parse(request.body) });
    response
      .status(answer.status)
      .type('json')
      .send(await answer.text());
  });
  app.post('/slack/events', express.raw({ type: () => true }), async (request, response) => {
    const body = String(request.body);
    const isForm = request.header('content-type')?.includes('urlencoded');
    const form = isForm ? parse(body) : null;
    const payload = form === null ? JSON.parse(body) : form['payload'] ? JSON.parse(String(form['payload'])) : form;
    const type = form === null ? 'events_api' : form['payload'] ? 'interactive' : 'slash_commands';
    const id = randomUUID();
    const envelope = JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: true });
    const acknowledged = new Promise<unknown>((done) => waiting.set(id, { envelope, done }));
    for (const socket of [...sockets].slice(-1)) socket.send(envelope);
    const answer = await acknowledged;
    response.send(JSON.stringify(answer) === '{}' ? '' : JSON.stringify(answer));
  });
  slack.connect(`http://${base}`);

  return {
    apiUrl: `http://${base}/api/`,
    count: () => sockets.size,
    opened: () => opened,
    connected: () => hello.promise,
    drop() {
      for (const socket of sockets) socket.terminate();
    },
    refresh() {
      for (const socket of sockets) socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    silence(given) {
      isSilent = given;
    },
    refuse(code) {
      refusal = code;
    },
    async close() {
      for (const socket of webSocket.clients) socket.terminate();
      webSocket.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
