import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EchoError } from '@echochat/core/platform/errors.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import { FairQueue } from './fair-queue.ts';
import type { PageContent } from './page-content.ts';
import { type PainterProcess, startPainter } from './painter-process.ts';

const workers = 2;
const lookMs = 100;
/** After so much work a picture is given up, and the process that draws it with it; also after so long on the clock. */
const patienceMs = 15_000;
const latestMs = 60_000;
/** After so much work it makes way for another room, and is drawn later. */
const politeMs = 5_000;
const idleMs = 60_000;

/** Several processes that draw, shared by rooms in turns. */
export interface Painters {
  /**
   * A page as PNG; `load` is asked for it once its turn has come. Throws picture_too_large where it takes too long or too
   * much to draw, too_many_requests where too many wait.
   */
  paint(room: number, load: () => Promise<PageContent>): Promise<Uint8Array>;
  close(): Promise<void>;
}

const tooMany = () => new EchoError('too_many_requests', { seconds: 30 });

interface Work {
  load(): Promise<PageContent>;
  resolve(png: Uint8Array): void;
  reject(error: unknown): void;
  hasMadeWay: boolean;
}

interface Worker {
  process: PainterProcess;
  room: number;
  work: Work;
  /** When it was taken; what it draws is loaded first. */
  since: number;
  isPainting: boolean;
  why: 'late' | 'large' | 'makes way' | null;
}

export function openPainters(log: Log): Painters {
  const queue = new FairQueue<Work>();
  const busy = new Set<Worker>();
  let idle: PainterProcess[] = [];
  let fontFolder: string | null = null;
  let looking: NodeJS.Timeout | undefined;
  let idling: NodeJS.Timeout | undefined;

  function takeProcess(): PainterProcess {
    fontFolder ??= mkdtempSync(join(tmpdir(), 'echochat-fonts-'));
    const kept = idle.filter((one) => !one.hasEnded);
    const found = kept.pop();
    idle = kept;
    return found ?? startPainter(fontFolder);
  }

  function next(): void {
    for (let taken = queue.take(workers - busy.size); taken; taken = queue.take(workers - busy.size)) {
      const worker: Worker = {
        ...taken,
        process: takeProcess(),
        since: performance.now(),
        isPainting: false,
        why: null,
      };
      busy.add(worker);
      looking ??= setInterval(look, lookMs).unref();
      void run(worker);
    }
  }

  async function run(worker: Worker): Promise<void> {
    const { process, room, work } = worker;
    let hasFailed = false;
    try {
      const content = await work.load();
      worker.isPainting = true;
      const answer = await process.paint(content);
      if (answer.kind === 'png') work.resolve(answer.png);
      else if (answer.kind === 'too large') work.reject(new EchoError('picture_too_large'));
      else throw new Error(answer.error);
    } catch (error) {
      if (error instanceof EchoError) work.reject(error);
      else {
        hasFailed = true;
        fail(worker, error);
      }
    } finally {
      busy.delete(worker);
      queue.done(room, hasFailed);
      if (worker.why === 'makes way' && !queue.add(room, { ...work, hasMadeWay: true })) work.reject(tooMany());
      if (!process.hasEnded) idle.push(process);
      rest();
      next();
    }
  }

  function fail({ room, work, why }: Worker, error: unknown): void {
    if (why === 'makes way') return;
    log.warn({ room, why, error: String(error) }, 'a picture was given up');
    work.reject(new EchoError('picture_too_large'));
  }

  /** Ends what takes too long or too much, and what keeps others waiting. */
  function look(): void {
    const isHeldUp = busy.size >= workers && queue.isHeldUp;
    for (const worker of busy) {
      const tookMs = worker.isPainting ? worker.process.workedMs() : 0;
      if (worker.process.isTooLarge()) worker.why = 'large';
      else if (tookMs > patienceMs || performance.now() - worker.since > latestMs) worker.why = 'late';
      else if (isHeldUp && tookMs > politeMs && !worker.work.hasMadeWay) worker.why = 'makes way';
      if (worker.why !== null) worker.process.kill();
    }
  }

  function rest(): void {
    clearTimeout(idling);
    idling = setTimeout(() => void endIdle(), idleMs).unref();
    if (busy.size > 0) return;
    clearInterval(looking);
    looking = undefined;
  }

  async function endIdle(): Promise<void> {
    const ending = idle;
    idle = [];
    await Promise.all(ending.map((one) => one.end()));
  }

  return {
    paint: (room, load) =>
      new Promise((resolve, reject) => {
        if (!queue.add(room, { load, resolve, reject, hasMadeWay: false })) return reject(tooMany());
        next();
      }),
    async close() {
      clearTimeout(idling);
      clearInterval(looking);
      for (const { process } of busy) process.kill();
      await endIdle();
      if (fontFolder !== null) rmSync(fontFolder, { recursive: true, force: true });
    },
  };
}
