import type { WorkerEvents } from 'graphile-worker';

/** What a worker lets be seen of itself while it looks for jobs. */
export interface Signs {
  /** False once it has found neither a job nor that there is none for a minute, with nothing under way. */
  isWell(): boolean;
  /** Resolves when nothing at all was seen of it for half a minute, with nothing under way: not even that it tried. */
  untilStill(): Promise<'still'>;
}

const wellMs = 60_000;
const stillMs = 30_000;

export function watchSigns(events: WorkerEvents, now: () => number = () => performance.now()): Signs {
  let lastTried = now();
  let lastWell = now();
  let running = 0;
  const tried = () => {
    lastTried = now();
  };
  const well = () => {
    lastTried = now();
    lastWell = lastTried;
  };
  events.on('worker:getJob:start', tried);
  events.on('worker:getJob:error', tried);
  events.on('worker:getJob:empty', well);
  events.on('job:start', () => {
    running += 1;
    well();
  });
  events.on('job:complete', () => {
    running = Math.max(0, running - 1);
    well();
  });
  return {
    isWell: () => running > 0 || now() - lastWell < wellMs,
    untilStill: () =>
      new Promise((resolve) => {
        lastTried = now();
        const timer = setInterval(() => {
          if (running > 0 || now() - lastTried < stillMs) return;
          clearInterval(timer);
          running = 0;
          resolve('still');
        }, 1_000);
        timer.unref();
      }),
  };
}
