import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { accept, goalsOf, matchedPair, noticesOf, openWindow, refusal, say, skillsOf, until, went } from './chat.ts';
import { type EchoProcess, endLeftovers, openFolders, startEcho } from './process.ts';

// Whole processes are started here, on machines that have other things to do.
vi.setConfig({ testTimeout: 180_000 });

const folders = openFolders();
const environment = { DATA_DIR: folders.path('house') };
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

const skills = ['Guitar', 'Piano', 'Spanish', 'Cooking', 'Yoga', 'Chess', 'Photography', 'Drawing'];

/** What one person asked for and was told is done. */
interface Record {
  as: string;
  asked: { goals: string[]; skills: string[] };
  done: { goals: string[]; skills: string[] };
}

/** Adds goals and skills as fast as the answers come, until the process is gone. */
async function busy(echo: EchoProcess, as: string, count: () => void): Promise<Record> {
  const record: Record = { as, asked: { goals: [], skills: [] }, done: { goals: [], skills: [] } };
  for (let turn = 0; turn < 40; turn += 1) {
    const kind = turn % 5 === 4 && turn / 5 < skills.length ? 'skills' : 'goals';
    const name = kind === 'skills' ? (skills[Math.floor(turn / 5)] ?? '') : `${as} wants ${'more '.repeat(30)}${turn}`;
    record.asked[kind].push(name);
    const line =
      kind === 'skills'
        ? `/skills add skill:"${name}" kind:learn level:${(turn % 9) + 1}`
        : `/goals add title:"${name}"`;
    const reply = await say(echo.url, as, line).catch(() => null);
    if (reply === null) return record;
    if (!went(reply)) continue;
    record.done[kind].push(name);
    count();
  }
  return record;
}

/** Everything that was said to be done is there, once, and nothing that nobody asked for. */
async function expectKept(echo: EchoProcess, { as, asked, done }: Record): Promise<void> {
  const goals = (await goalsOf(echo.url, as)).map((goal) => goal.title);
  const learnt = (await skillsOf(echo.url, as)).map((skill) => skill.category.name);
  expect(goals).toEqual(expect.arrayContaining(done.goals));
  expect(learnt).toEqual(expect.arrayContaining(done.skills));
  expect(asked.goals).toEqual(expect.arrayContaining(goals));
  expect(asked.skills).toEqual(expect.arrayContaining(learnt));
  expect(new Set(goals).size).toBe(goals.length);
}

test('killed in the middle of writing: what was acknowledged is there, and nothing is half there', async () => {
  let echo = await startEcho(environment);
  for (const round of [1, 2]) {
    let acknowledged = 0;
    const count = () => {
      acknowledged += 1;
    };
    const writing = Array.from({ length: 6 }, (_, index) => busy(echo, `Writer${round}${index}`, count));
    await until('thirty things are done', () => acknowledged >= 30, 60);
    expect(await echo.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    const records = await Promise.all(writing);

    echo = await startEcho(environment);
    console.info(`ready after a kill in ${echo.seconds.toFixed(1)} s`);
    for (const record of records) await expectKept(echo, record);
  }
  expect(await echo.end()).toMatchObject({ code: 0 });
});

test('jobs that waited or ran when the process was killed are done after it, once', async () => {
  // Without a worker the job of the first answer can only wait.
  const waiting = await startEcho({ ...environment, ROLES: 'web' });
  const { matchId } = await matchedPair(waiting.url, 'Ana', 'Ben');
  expect(refusal(await accept(waiting.url, 'Ana', matchId))).toBeNull();
  await waiting.end('SIGKILL');

  const running = await startEcho(environment);
  const interests = async () =>
    (await noticesOf(running.url, 'Ben')).filter((notice) => notice.matchId === matchId).map(({ kind }) => kind);
  await until('Ben hears of Ana’s answer', async () => (await interests()).length > 0);
  expect(await interests()).toEqual(['match.interest']);
  // Killed within the moment in which the job of the second answer begins.
  const answered = accept(running.url, 'Ben', matchId);
  expect(refusal(await answered)).toBeNull();
  await running.end('SIGKILL');

  const after = await startEcho(environment);
  const window = await openWindow(after.url, 'Ana');
  const accepted = async (as: string) =>
    (await noticesOf(after.url, as)).filter((notice) => notice.kind === 'match.accepted').length;
  await until('both hear of it', async () => (await accepted('Ana')) + (await accepted('Ben')) >= 2);
  await wait(500);
  expect([await accepted('Ana'), await accepted('Ben')]).toEqual([1, 1]);
  window.close();
  expect(await after.end()).toMatchObject({ code: 0 });
});
