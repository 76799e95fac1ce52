import type { ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import { type PackedChange, pack } from '@echochat/activity-protocol/rooms/packed.ts';

/** The server takes 64 KiB and 500 changes at once; JSON counts more bytes than characters. */
const mostCharacters = 20_000;
const mostChanges = 500;
/** The server ends a page that says more than 400 things or 1.2 MB at once, and 200 or 800 kB a second from then on. */
const perTick = 12;
const charactersPerTick = 60_000;
const tickMs = 100;

/** Changes in portions that the server takes. */
export function portions(changes: readonly ElementChange[]): PackedChange[][] {
  const found: PackedChange[][] = [];
  let size = mostCharacters;
  for (const change of changes) {
    const packed = pack(change);
    const length = JSON.stringify(packed).length;
    if (size + length > mostCharacters || (found.at(-1)?.length ?? 0) >= mostChanges) {
      found.push([]);
      size = 0;
    }
    found.at(-1)?.push(packed);
    size += length;
  }
  return found;
}

/** Says at once what is little, and the rest of what is much bit by bit: who moves a whole board is not sent away for it. */
export class Outflow<T> {
  readonly #send: (one: T) => void;
  readonly #o: { sizeOf?: (one: T) => number; onIdle?: () => void };
  #waiting: T[] = [];
  #timer: ReturnType<typeof setInterval> | null = null;

  /** `sizeOf` in characters; `onIdle` hears that nothing waits any more. */
  constructor(send: (one: T) => void, options: { sizeOf?: (one: T) => number; onIdle?: () => void } = {}) {
    this.#send = send;
    this.#o = options;
  }

  /** Something waits, or has just been said: what is drawn meanwhile is better said at once later. */
  get isBusy(): boolean {
    return this.#waiting.length > 0;
  }

  push(ones: readonly T[]): void {
    this.#waiting.push(...ones);
    if (this.#timer !== null || this.#waiting.length === 0) return;
    this.#timer = setInterval(() => this.#flow(), tickMs);
    this.#flow();
  }

  /** Says all that waits, now: there is no later. */
  flush(): void {
    for (const one of this.#waiting.splice(0)) this.#send(one);
    this.stop();
  }

  /** What waits is said no more. */
  stop(): void {
    this.#waiting = [];
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #flow(): void {
    let left = charactersPerTick;
    for (let count = 0; count < perTick && left > 0; count += 1) {
      const one = this.#waiting.shift();
      if (one === undefined) break;
      left -= this.#o.sizeOf?.(one) ?? 0;
      this.#send(one);
    }
    if (this.#waiting.length > 0) return;
    this.stop();
    this.#o.onIdle?.();
  }
}
