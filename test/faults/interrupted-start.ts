import { say, went } from './chat.ts';
import { keptRows, missingRows, otherCounts, type Rows } from './database-rows.ts';
import type { DatabasePlace, Ground, Place } from './grounds.ts';
import { endAfter, endOnce, startEcho } from './process.ts';

// A start that is cut off at some moment, and the start after it, which has to be well.

const signals = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;

/** `npm run faults:start` cuts starts off at that many moments; without it at a few. */
const count = Number(process.env.FAULT_STARTS ?? 0);
export const isWholeSweep = count > 0;

/**
 * Cuts starts off at moments all over a start, as long as it is here: `few` of them, or as many as FAULT_STARTS says. Returns
 * what went wrong with the starts after them, one line each.
 */
export async function cutOffAllOver(ground: Ground, few: number): Promise<string[]> {
  const whole = await wholeStart(ground);
  const times = count > 0 ? count : few;
  // In the whole sweep a place that can be copied is, at all those moments of one start.
  const copies = count > 0 ? ((await ground.copiesAt?.(whole.ms, times)) ?? null) : null;
  /** What was left of earlier ones that were well: a start sees nothing but that. */
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const [index, moment] of inLeaps(times).entries()) {
    const ms = Math.round((whole.ms * (moment + 1)) / (times + 1));
    const signal = copies ? 'SIGKILL' : (signals[index % signals.length] ?? 'SIGKILL');
    const place = copies?.[moment] ?? (await cutOff(ground, ms, signal));
    const left = await place.left();
    const problems = count > 0 && seen.has(left) ? [] : await problemsOfStart(ground, place, whole.rows);
    if (problems.length > 0) wrong.push(`${ground.name}, ${signal} after ${ms} ms: ${problems.join('; ')}`);
    else seen.add(left);
    await place.clear();
    if (count > 0 && (index % 10 === 9 || problems.length > 0))
      console.info(
        `${ground.name}: ${index + 1 - wrong.length} of ${index + 1} well, ${seen.size} of them unlike any other`,
        problems,
      );
  }
  return wrong;
}

/**
 * Cuts starts off as soon as a database has so many migrations, which is in the middle of the next or just before it: all
 * together they take a tenth of a second, which moments of a whole start seldom meet. Returns what went wrong.
 */
export async function cutOffAfterMigrations(
  ground: Ground<DatabasePlace>,
  counts: readonly number[],
): Promise<string[]> {
  const whole = await wholeStart(ground);
  const wrong: string[] = [];
  for (const [index, applied] of counts.entries()) {
    const signal = signals[index % signals.length] ?? 'SIGKILL';
    const place = await ground.make();
    const isSo = async () => (await place.migrationCount()) >= applied;
    await endOnce(place.environment, isSo, signal);
    const left = await place.migrationCount();
    const problems = await problemsOfStart(ground, place, whole.rows);
    if (problems.length > 0) wrong.push(`${ground.name}, ${signal} at ${applied} migrations: ${problems.join('; ')}`);
    if (count > 0) console.info(`${ground.name}: cut off at ${applied} migrations, left ${left}`, problems);
    await place.clear();
  }
  return wrong;
}

async function cutOff(ground: Ground, ms: number, signal: NodeJS.Signals): Promise<Place> {
  const place = await ground.make();
  await endAfter(place.environment, ms, signal);
  return place;
}

/** The numbers below `count` in another order: a sweep that is ended early has been everywhere. */
function inLeaps(count: number): number[] {
  const leap = [37, 31, 1].find((one) => count % one !== 0) ?? 1;
  return Array.from({ length: count }, (_, index) => (index * leap) % count);
}

/** A start that nobody cuts off: how long it takes here, and what has to be there after any other. */
async function wholeStart(ground: Ground): Promise<{ ms: number; rows: Rows }> {
  const place = await ground.make();
  const ms = Math.round(await startAndUse(place));
  const after = await rowsAfter(ground, place);
  await place.clear();
  if (count > 0) console.info(`${ground.name}: a whole one takes ${ms} ms, cut off at ${count} moments of it`);
  return { ms, rows: ground.older ? keptRows(ground.older.rows, after) : after };
}

/** Starts EchoChat, does something in it and kills it. Resolves with how long its start took, in milliseconds. */
async function startAndUse({ environment }: Place): Promise<number> {
  const echo = await startEcho(environment, 300);
  const reply = await say(echo.url, 'Zoe', '/goals add title:"After it"');
  await echo.end('SIGKILL');
  if (!went(reply)) throw new Error(`a command is answered with ${reply.status}`);
  return echo.seconds * 1_000;
}

async function problemsOfStart(ground: Ground, place: Place, expected: Rows): Promise<string[]> {
  try {
    await startAndUse(place);
    const found = await rowsAfter(ground, place);
    return ground.older ? missingRows(expected, found) : otherCounts(expected, found);
  } catch (error) {
    return [error instanceof Error ? error.message.trim() : String(error)];
  }
}

/** Which processes there were, and what jobs note for themselves as time goes by, is no data of anybody. */
async function rowsAfter({ older }: Ground, place: Place): Promise<Rows> {
  const rows = await place.rows(older?.columns);
  return new Map([...rows].filter(([table]) => table !== 'worker_heartbeats' && table !== 'kept_states'));
}
