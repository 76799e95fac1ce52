import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { z } from 'zod';
import { goalsOf, say, went } from './chat.ts';
import { type EchoProcess, type Environment, startEcho } from './process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs `npm run backup` or `npm run restore` as an operator does. */
export function runScript(
  name: 'backup' | 'restore',
  file: string,
  environment: Environment,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [`start/backup/${name}-command.ts`, file], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}

/** So many are acknowledged before the backup begins; a busy machine takes its time for them. */
const enough = 25;

interface Written {
  as: string;
  title: string;
  /** When it was answered, milliseconds. */
  at: number;
}

/** A little more than what is asked for, so that it is reached. */
const perSecond = 55;
/** `npm run faults:backup` insists on that rate; without it a busy machine may be slower. */
const leastPerSecond = Number(process.env.FAULT_RATE ?? 0);

/** Writes more than fifty times a second, by people of their own, until it is ended; then says what was acknowledged, and when. */
function keepWriting(url: string): { end(): Promise<Written[]>; count(): number } {
  const written: Written[] = [];
  const going = new Set<Promise<void>>();
  let isOver = false;
  const write = async (number: number) => {
    const as = `Writer${number % 400}`;
    const title = `Goal ${number}: 'ñ' “more” 学 🎸`;
    if (went(await say(url, as, `/goals add title:"${title}"`))) written.push({ as, title, at: Date.now() });
  };
  const from = performance.now();
  const all = (async () => {
    for (let number = 0; !isOver; number += 1) {
      // A request that the end of the process cuts off was not acknowledged.
      const one: Promise<void> = write(number)
        .catch(() => {})
        .finally(() => going.delete(one));
      going.add(one);
      await wait(Math.max(0, (number * 1_000) / perSecond - (performance.now() - from)));
      // A machine that cannot do fifty a second is not asked for more than it can.
      if (going.size > 100) await Promise.race(going);
    }
    await Promise.all(going);
  })();
  return {
    count: () => written.length,
    async end() {
      isOver = true;
      await all;
      return written;
    },
  };
}

const claims = z.object({ token: z.string() });

async function tokenOf(url: string, as: string): Promise<string> {
  const answer = await fetch(`${url}/auth/playground`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as }),
  });
  return claims.parse(await answer.json()).token;
}

/** Backs up while fifty things a second are written, restores into an empty place, and looks for all of them there. */
export async function expectBackupWhole(from: Environment, into: Environment, file: string): Promise<void> {
  const echo = await startEcho(from, 180);
  const token = await tokenOf(echo.url, 'Ana');
  const writing = keepWriting(echo.url);
  await expect.poll(writing.count, { timeout: 240_000 }).toBeGreaterThan(enough);
  const begun = Date.now();
  const backup = await runScript('backup', file, from);
  const ended = Date.now();
  expect(backup.said).toContain('has everything that was answered before');
  expect(backup.code).toBe(0);
  const written = await writing.end();
  await echo.end();
  const meanwhile = written.filter(({ at }) => at >= begun && at <= ended).length / ((ended - begun) / 1_000);
  console.info(`${meanwhile.toFixed(1)} writes a second were acknowledged in the ${ended - begun} ms of the backup`);
  expect(meanwhile).toBeGreaterThanOrEqual(leastPerSecond);

  const restored = await runScript('restore', file, into);
  expect(restored.said).toContain('Restored:');
  expect(restored.code).toBe(0);
  const snapshotAt = Date.parse(/answered before (\S+Z)/.exec(backup.said)?.[1] ?? '');
  const before = written.filter(({ at }) => at < snapshotAt);
  expect(before.length).toBeGreaterThan(enough);
  await expectThere(await startEcho(into, 180), before, token);
}

async function expectThere(echo: EchoProcess, written: readonly Written[], token: string): Promise<void> {
  for (const as of new Set(written.map((one) => one.as))) {
    const there = (await goalsOf(echo.url, as)).map(({ title }) => title);
    expect(there).toEqual(expect.arrayContaining(written.filter((one) => one.as === as).map(({ title }) => title)));
  }
  // Sequences go on after what is there, and who was signed in still is.
  expect(went(await say(echo.url, 'Newcomer', '/goals add title:"After it"'))).toBe(true);
  const me = await fetch(`${echo.url}/trpc/goals.getMyGoals`, { headers: { authorization: `Bearer ${token}` } });
  expect(me.status).toBe(200);
  expect(await echo.end()).toMatchObject({ code: 0 });
}
