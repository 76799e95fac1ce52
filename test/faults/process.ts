import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

// EchoChat as whoever operates it knows it: a process with an environment, two streams of output and an exit code.

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  seconds: number;
}

export interface EchoProcess {
  /** Where its pages are; empty for a process without the role web. */
  url: string;
  pid: number;
  /** From the start of the process to being ready. */
  seconds: number;
  stdout(): string;
  stderr(): string;
  isAlive(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when the process has ended. */
  ended: Promise<Ended>;
  /** Sends the signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
}

const running = new Set<ChildProcess>();

/** Which program of ours runs, and as what: `largestFile` is the limit of `ulimit -f`; `user` runs it, where root runs this. */
interface Launching {
  program?: readonly string[];
  largestFile?: number;
  user?: number;
}

/** Starts a program of ours, `main.ts` unless said, with nothing of our own environment but what a process needs to run. */
function launch(environment: Environment, { program = ['main.ts'], largestFile, user }: Launching = {}) {
  const from = performance.now();
  const [command, given] =
    largestFile === undefined
      ? [process.execPath, [...program]]
      : ['sh', ['-c', `ulimit -f ${largestFile}; exec "$0" "$@"`, process.execPath, ...program]];
  const child = spawn(command, given, {
    cwd: root,
    ...(user === undefined ? {} : { uid: user, gid: user }),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const seconds = () => (performance.now() - from) / 1_000;
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, stdout, stderr, seconds: seconds() });
    });
  });
  return { child, ended, seconds, stdout: () => stdout, stderr: () => stderr };
}

/**
 * Runs EchoChat, or another program of ours, where it is expected to end by itself; it is killed after `limitSeconds`.
 * `largestFile` is in blocks of 512 bytes or 1 kB, as the shell has them.
 */
export async function runEcho(environment: Environment, limitSeconds = 40, as: Launching = {}): Promise<Ended> {
  const { child, ended } = launch(environment, as);
  const limit = setTimeout(() => child.kill('SIGKILL'), limitSeconds * 1_000);
  const result = await ended;
  clearTimeout(limit);
  return result;
}

/** Starts EchoChat and sends it a signal after so many milliseconds, wherever its start is by then. */
export async function endAfter(environment: Environment, ms: number, signal: NodeJS.Signals): Promise<Ended> {
  const { child, ended } = launch(environment);
  const timer = setTimeout(() => child.kill(signal), ms);
  const result = await ended;
  clearTimeout(timer);
  return result;
}

/**
 * Starts EchoChat and holds it still so many times, evenly over `ms` milliseconds, to look at what is there; then kills it.
 * What is there then is what a kill at that moment would have left.
 */
export async function holdStill(environment: Environment, ms: number, times: number, look: () => void): Promise<void> {
  const { child, ended } = launch(environment);
  let going = 0;
  for (let time = 1; time <= times && child.exitCode === null; time += 1) {
    const from = performance.now();
    await wait(Math.max(0, (ms * time) / (times + 1) - going));
    going += performance.now() - from;
    child.kill('SIGSTOP');
    while (!isStopped(child.pid)) await wait(1);
    look();
    child.kill('SIGCONT');
  }
  child.kill('SIGKILL');
  await ended;
}

/** Whether no thread of it runs. */
const isStopped = (pid: number | undefined): boolean =>
  readdirSync(`/proc/${pid}/task`).every((thread) =>
    /\) [TZ] /.test(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')),
  );

/** Starts EchoChat and sends it a signal once that is so; it is asked again and again. */
export async function endOnce(
  environment: Environment,
  isSo: () => boolean | Promise<boolean>,
  signal: NodeJS.Signals,
): Promise<Ended> {
  const { child, ended } = launch(environment);
  while (child.exitCode === null && !(await isSo())) await wait(1);
  child.kill(signal);
  return ended;
}

/** Starts EchoChat in a new folder and sends it a signal while it makes its database there. */
export async function endWhileStarting(dataDir: string, signal: NodeJS.Signals): Promise<Ended> {
  const isBegun = async () => {
    if (!existsSync(join(dataDir, 'postgres'))) return false;
    await wait(300);
    return true;
  };
  return endOnce({ DATA_DIR: dataDir }, isBegun, signal);
}

/** Starts EchoChat and waits until it says that it is up and, with the role web, that it is ready. */
export async function startEcho(environment: Environment, limitSeconds = 60): Promise<EchoProcess> {
  const { child, ended, seconds, stdout, stderr } = launch(environment);
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const broken = (what: string) => new Error(`EchoChat ${what}\n${stdout()}\n${stderr()}`);

  const limit = performance.now() + limitSeconds * 1_000;
  const until = async (isThere: () => boolean | Promise<boolean>) => {
    while (!(await isThere())) {
      if (!isAlive()) throw broken('ended while it started');
      if (performance.now() > limit) {
        child.kill('SIGKILL');
        throw broken('did not start in time');
      }
      await wait(25);
    }
  };
  await until(() => /^ {2}cache +on .*\n/m.test(stdout()));
  const shown = /^ {2}pages +on +(\S+)$/m.exec(stdout())?.[1] ?? '';
  // What it is called from outside leads nowhere here.
  const url = shown !== '' && environment['PUBLIC_URL'] ? `http://127.0.0.1:${environment['PORT']}` : shown;
  if (url !== '') await until(async () => (await fetch(`${url}/readyz`)).ok);

  return {
    url,
    pid: child.pid ?? 0,
    seconds: seconds(),
    stdout,
    stderr,
    isAlive,
    signal: (signal) => child.kill(signal),
    ended,
    end(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

/** Ends with SIGKILL whatever a failed test has left running. */
export async function endLeftovers(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  while (running.size > 0) await wait(20);
}

/** Folders below one, made when the first is asked for, and removed with everything in them. */
export function openFolders() {
  let parent: string | null = null;
  return {
    path(name: string): string {
      parent ??= mkdtempSync(join(tmpdir(), 'echochat-faults-'));
      return join(parent, name);
    },
    remove(): void {
      if (parent !== null) rmSync(parent, { recursive: true, force: true });
    },
  };
}
