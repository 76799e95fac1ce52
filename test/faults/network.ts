import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What the network between EchoChat and a service does. */
export interface Network {
  port: number;
  /** Every packet is late by this much, each way. */
  delay(ms: number): void;
  /** Nothing arrives any more and nothing is refused: a black hole. What was sent meanwhile arrives after `open`. */
  silence(): void;
  /** A black hole for ever for the connections there are, as where a firewall has forgotten them; new ones are well. */
  sever(): void;
  /** Every connection breaks at once; new ones are well. */
  reset(): void;
  /** Every connection breaks and new ones are refused. */
  refuse(): Promise<void>;
  /** All is well again. */
  open(): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  near: Socket;
  far: Socket;
  isSevered: boolean;
}

export async function openNetwork(targetPort: number): Promise<Network> {
  const pairs = new Set<Pair>();
  let isSilent = false;
  let delayMs = 0;

  const flow = (pair: Pair) => {
    for (const socket of [pair.near, pair.far]) {
      if (isSilent || pair.isSevered) socket.pause();
      else socket.resume();
    }
  };
  const carry = (pair: Pair, from: Socket, to: Socket) => {
    from.on('data', async (chunk) => {
      if (delayMs > 0) await wait(delayMs);
      if (!pair.isSevered) to.write(chunk);
    });
    from.on('error', () => {});
    from.on('close', () => {
      pairs.delete(pair);
      // Who is severed does not learn of the end either.
      if (!pair.isSevered) to.destroy();
    });
  };
  const server = createServer((near) => {
    const far = new Socket();
    const pair: Pair = { near, far, isSevered: false };
    pairs.add(pair);
    carry(pair, near, far);
    carry(pair, far, near);
    far.connect(targetPort, '127.0.0.1');
    flow(pair);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : port;
  };
  const reset = () => {
    for (const { near, far } of pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  const stop = async () => {
    const closed = server.listening ? once(server, 'close') : null;
    if (closed) server.close();
    reset();
    await closed;
  };
  const port = await listen(0);

  return {
    port,
    delay(ms) {
      delayMs = ms;
    },
    silence() {
      isSilent = true;
      for (const pair of pairs) flow(pair);
    },
    sever() {
      for (const pair of pairs) {
        pair.isSevered = true;
        flow(pair);
      }
    },
    reset,
    refuse: stop,
    async open() {
      isSilent = false;
      delayMs = 0;
      for (const pair of pairs) flow(pair);
      if (!server.listening) await listen(port);
    },
    close: stop,
  };
}
