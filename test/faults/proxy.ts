import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';

export interface ReverseProxy {
  url: string;
  close(): Promise<void>;
}

/** A reverse proxy as it stands before EchoChat: it passes requests and sockets on, and adds whom it has them from. */
export async function openProxy(target: string): Promise<ReverseProxy> {
  const { hostname, port } = new URL(target);
  const forwarded = ({ headers, socket }: IncomingMessage) => ({
    ...headers,
    // What the client wrote itself stays before it, as with nginx's $proxy_add_x_forwarded_for. Here all clients come from
    // this machine: which one it is, they say by a header that only this proxy reads.
    'x-forwarded-for': [headers['x-forwarded-for'], headers['x-test-client'] ?? socket.remoteAddress]
      .filter(Boolean)
      .join(', '),
    'x-test-client': undefined,
  });
  const onward = (incoming: IncomingMessage) =>
    request({
      ...{ hostname, port, method: incoming.method, path: incoming.url },
      headers: Object.fromEntries(Object.entries(forwarded(incoming)).filter(([, value]) => value !== undefined)),
    });

  const server = createServer((incoming, outgoing) => {
    const passed = onward(incoming);
    passed.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  server.on('upgrade', (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    const passed = onward(incoming);
    passed.on('upgrade', (answer, upstream, first) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
      client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      client.write(first);
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
    });
    passed.on('response', (answer) => client.end(`HTTP/1.1 ${answer.statusCode} Refused\r\n\r\n`));
    passed.on('error', () => client.destroy());
    passed.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
