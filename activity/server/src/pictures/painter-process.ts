import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { PageContent, PainterAnswer, PainterRequest } from './page-content.ts';

const heapMegabytes = 512;
/** Of the whole process: what the renderer takes is outside of the heap. */
const mostBytes = 1_024 * 1_048_576;
const pageBytes = 4_096;

/** One process that draws, one picture at a time. */
export interface PainterProcess {
  /** Rejects where the process ends before it has answered. */
  paint(content: PageContent): Promise<PainterAnswer>;
  /** How long it has worked on this one, in milliseconds of a processor; on a clock where nobody tells. */
  workedMs(): number;
  /** Whether it takes more memory than any picture needs. Known on Linux alone; elsewhere its heap has a limit still. */
  isTooLarge(): boolean;
  /** In the middle of whatever it does. */
  kill(): void;
  /** Once it has nothing to do. */
  end(): Promise<void>;
  readonly hasEnded: boolean;
}

export function startPainter(fontFolder: string): PainterProcess {
  const child: ChildProcess = fork(fileURLToPath(new URL('./painter.ts', import.meta.url)), [fontFolder], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    // It needs none of our secrets.
    env: {},
  });
  let hasEnded = false;
  let began = { at: performance.now(), processor: 0 };
  child.unref();
  child.channel?.unref();
  child.on('exit', () => {
    hasEnded = true;
  });
  child.on('error', () => {
    hasEnded = true;
  });
  becomeModest(child);

  return {
    async paint(content) {
      began = { at: performance.now(), processor: processorMs(child.pid) ?? 0 };
      const stop = new AbortController();
      const { signal } = stop;
      const answered = once(child, 'message', { signal }).then(([said]): PainterAnswer => said);
      const ended = once(child, 'exit', { signal }).then((): never => {
        throw new Error('the process of pictures has ended');
      });
      try {
        child.send({ kind: 'paint', content } satisfies PainterRequest, (error) => error && child.kill('SIGKILL'));
        return await Promise.race([answered, ended]);
      } finally {
        stop.abort();
        await Promise.allSettled([answered, ended]);
      }
    },
    workedMs() {
      const processor = processorMs(child.pid);
      return processor === null ? performance.now() - began.at : processor - began.processor;
    },
    isTooLarge: () => residentBytes(child.pid) > mostBytes,
    kill: () => void child.kill('SIGKILL'),
    async end() {
      if (hasEnded) return;
      child.ref();
      const ended = once(child, 'exit');
      child.send({ kind: 'end' } satisfies PainterRequest, (error) => error && child.kill('SIGKILL'));
      await ended;
    },
    get hasEnded() {
      return hasEnded || !child.connected;
    },
  };
}

/** Rooms come first, where both want the processor. */
function becomeModest({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where the system does not let us, it draws as everybody works.
  }
}

/** How long a process has had a processor, as Linux tells it in hundredths of a second; null where nobody tells. */
function processorMs(pid: number | undefined): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before may hold anything, also spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return null;
  }
}

/** What a process has in memory, as Linux tells it; 0 where nobody tells. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * pageBytes;
  } catch {
    return 0;
  }
}
