/**
 * The processes that share their work: what only one of them may have at a time is held by name, and what one has to
 * say to another arrives there once and in order.
 */
export interface Peers {
  /** This process, by a name that no other one ever has. */
  readonly me: string;
  /** False where this process is the only one there can be. */
  readonly areMany: boolean;
  /** Takes a name unless somebody else holds it; returns who holds it now. Held until released, or until the end. */
  hold(name: string): Promise<string>;
  release(name: string): Promise<void>;
  /** Who holds each of the names; null for those that nobody holds. */
  holders(names: readonly string[]): Promise<(string | null)[]>;
  /** Hears of names that somebody else holds although this process thought that it did. */
  onLost(listener: (name: string) => void): () => void;
  /** Whatever JSON can say. To a process that has ended it is lost. */
  send(to: string, message: object): void;
  receive(listener: (from: string, message: unknown) => void): () => void;
  /** Hears of whose words were lost on the way. */
  onGap(listener: (from: string) => void): () => void;
  close(): Promise<void>;
}

export interface PeerTimes {
  /** What is held and not renewed for so long is free again. Milliseconds. */
  lease: number;
  renew: number;
}
export const usualPeerTimes: PeerTimes = { lease: 6_000, renew: 2_000 };
