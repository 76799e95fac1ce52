import { randomUUID } from 'node:crypto';
import type { Peers } from './peers.ts';

type Receiver = (from: string, message: unknown) => void;

/** What processes share, inside one: for a house of one process, and for trying out several. */
export class PeerHub {
  readonly holders = new Map<string, string>();
  readonly receivers = new Map<string, Set<Receiver>>();

  /** A process has ended: what it held is free. */
  leave(peer: string): void {
    this.receivers.delete(peer);
    for (const [name, holder] of this.holders) if (holder === peer) this.holders.delete(name);
  }
}

/** One process of a hub; alone where none is given. */
export function memoryPeers(hub: PeerHub | null = null): Peers {
  const me = randomUUID();
  const { holders, receivers } = hub ?? new PeerHub();
  const mine = new Set<Receiver>();
  receivers.set(me, mine);
  return {
    me,
    areMany: hub !== null,
    async hold(name) {
      const holder = holders.get(name) ?? me;
      holders.set(name, holder);
      return holder;
    },
    async release(name) {
      if (holders.get(name) === me) holders.delete(name);
    },
    holders: async (names) => names.map((name) => holders.get(name) ?? null),
    // Nothing here ever runs out.
    onLost: () => () => {},
    onGap: () => () => {},
    send(to, message) {
      const said = JSON.stringify(message);
      setImmediate(() => {
        for (const receiver of receivers.get(to) ?? []) receiver(me, JSON.parse(said));
      });
    },
    receive(listener) {
      mine.add(listener);
      return () => mine.delete(listener);
    },
    async close() {
      mine.clear();
    },
  };
}
