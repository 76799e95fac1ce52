import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type BoardElement, boardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { LRUCache } from 'lru-cache';
import type { Images } from './draw.ts';

/** After this a picture is given up, and the process that draws it with it. */
const patienceMs = 15_000;
const idleMs = 60_000;
const mostBytes = 32 * 1024 * 1024;
const mostWaiting = 20;
/** A picture of more would be a blur that nobody waits for. */
const mostElements = 10_000;

/** Pictures of boards, made in a process of their own, one after the other. */
export interface Pictures {
  /** A page as PNG. `key` names its content: the same one is made once. Rejects where it cannot be made now. */
  png(key: string, elements: readonly unknown[], images?: Images): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(png: Uint8Array): void;
  reject(error: Error): void;
}

export function openPictures(): Pictures {
  const made = new LRUCache<string, Uint8Array>({ maxSize: mostBytes, sizeCalculation: (png) => png.length + 1 });
  const underWay = new Map<string, Promise<Uint8Array>>();
  let painter: { child: ChildProcess; waiting: Map<number, Waiting> } | null = null;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;

  function start() {
    const child = fork(fileURLToPath(new URL('./painter.ts', import.meta.url)), {
      serialization: 'advanced',
      execArgv: [],
      // It needs none of our secrets.
      env: {},
    });
    const own = { child, waiting: new Map<number, Waiting>() };
    child.unref();
    child.channel?.unref();
    child.on('message', (said) => {
      const { id, png, error } = said as { id: number; png?: Uint8Array; error?: string };
      const waiting = own.waiting.get(id);
      own.waiting.delete(id);
      if (png) waiting?.resolve(png);
      else waiting?.reject(new Error(error));
    });
    const end = () => {
      if (painter === own) painter = null;
      for (const { reject } of own.waiting.values()) reject(new Error('the process of pictures has ended'));
      own.waiting.clear();
    };
    child.on('error', end);
    child.on('exit', end);
    return own;
  }

  async function make(elements: readonly BoardElement[], images: Images): Promise<Uint8Array> {
    painter ??= start();
    const own = painter;
    if (own.waiting.size >= mostWaiting) throw new Error('too many pictures are asked for');
    clearTimeout(idle);
    lastId += 1;
    const id = lastId;
    const late = setTimeout(() => own.child.kill('SIGKILL'), patienceMs);
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        own.waiting.set(id, { resolve, reject });
        own.child.send({ id, elements, images });
      });
    } finally {
      clearTimeout(late);
      idle = setTimeout(() => own.child.connected && own.child.send('end'), idleMs).unref();
    }
  }

  return {
    png(key, elements, images = {}) {
      const known = made.get(key);
      if (known) return Promise.resolve(known);
      const before = underWay.get(key);
      if (before) return before;
      const read = elements.slice(0, mostElements).flatMap((one) => boardElement.safeParse(one).data ?? []);
      const making = make(read, images)
        .then((png) => {
          made.set(key, png);
          return png;
        })
        .finally(() => underWay.delete(key));
      underWay.set(key, making);
      return making;
    },
    async close() {
      clearTimeout(idle);
      if (painter === null) return;
      const { child } = painter;
      child.ref();
      const ended = once(child, 'exit');
      child.send('end');
      await ended;
    },
  };
}
