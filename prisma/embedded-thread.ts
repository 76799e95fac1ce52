import { Worker } from 'node:worker_threads';
import type { Call, EmbeddedState, ThreadData, Told } from './embedded-calls.ts';
import { DataProblem } from './problem.ts';

type Result = Extract<Told, { what: 'done' }>['result'];
type Asked = Call extends infer One ? (One extends Call ? Omit<One, 'id'> : never) : never;

/** A thread that has the database open, as the main thread knows it. */
export interface DatabaseThread {
  port: number;
  call(asked: Asked): Promise<Result>;
  /** Resolves once it is of no use any more: its session has ended, it has itself, or it has been silent for too long. */
  lost: Promise<void>;
  /** Ends it, whatever it is doing. */
  end(): Promise<void>;
}

/** Opens the database in a thread of its own. `silentSeconds` is how long it may be busy with one thing. */
export async function startThread(
  data: ThreadData,
  silentSeconds: number,
  onState: (state: EmbeddedState) => void,
): Promise<DatabaseThread> {
  const worker = new Worker(new URL('./embedded-main.ts', import.meta.url), {
    workerData: data,
    transferList: data.loaded === null ? [] : [data.loaded],
  });
  const opened = Promise.withResolvers<Result>();
  const lost = Promise.withResolvers<void>();
  const calls = new Map<number, PromiseWithResolvers<Result>>([[0, opened]]);

  worker.on('message', (told: Told) => {
    if (told.what === 'state') onState(told.state);
    if (told.what === 'lost') lost.resolve();
    if (told.what === 'done') calls.get(told.id)?.resolve(told.result);
    if (told.what === 'failed') calls.get(told.id)?.reject(failureOf(told));
    if ('id' in told) calls.delete(told.id);
  });
  let ended: Error | null = null;
  const end = (error: Error) => {
    ended ??= error;
    lost.resolve();
    for (const one of calls.values()) one.reject(error);
    calls.clear();
  };
  // Without a listener an error of the thread would end the process.
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the thread of the embedded database has ended')));

  let last = 0;
  const call: DatabaseThread['call'] = (asked) => {
    if (ended) return Promise.reject(ended);
    last += 1;
    const answer = Promise.withResolvers<Result>();
    calls.set(last, answer);
    worker.postMessage({ ...asked, id: last });
    return answer.promise;
  };
  try {
    const port = Number(await opened.promise);
    const stopWatching = watch(() => call({ what: 'ping' }), silentSeconds, lost.resolve);
    return {
      port,
      call,
      lost: lost.promise,
      async end() {
        stopWatching();
        await worker.terminate();
      },
    };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

/** Asks once a second; seconds in which this process itself stood still do not count. Returns what ends it. */
function watch(ping: () => Promise<unknown>, silentSeconds: number, onSilence: () => void): () => void {
  let silent = 0;
  let isAsking = false;
  const timer = setInterval(() => {
    silent = isAsking ? silent + 1 : 0;
    if (silent >= silentSeconds) onSilence();
    if (isAsking) return;
    isAsking = true;
    const answered = () => {
      isAsking = false;
    };
    ping().then(answered, answered);
  }, 1_000);
  timer.unref();
  return () => clearInterval(timer);
}

function failureOf({ message, code, isProblem }: Extract<Told, { what: 'failed' }>): Error {
  if (isProblem) return new DataProblem(message);
  return Object.assign(new Error(message), code === null ? {} : { code });
}
