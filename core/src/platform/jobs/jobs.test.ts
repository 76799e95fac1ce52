import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { forgetJobs } from '../../../../test/jobs.ts';
import { type Beat, soundBeat } from './beat.ts';
import { addJob, defineJob, type Job } from './job.ts';
import { startWorker } from './worker.ts';

const real = inject('server') !== null;
let core: TestCore;
let ran: string[];
let heard: (() => void) | null;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  ran = [];
  heard = null;
  await forgetJobs(core);
});

const note = defineJob('test.note', z.object({ text: z.string() }), async ({ text }) => {
  ran.push(text);
  heard?.();
  if (text === 'fails at first' && ran.length === 1) throw new Error('at first');
});
const database = () => core.services.database;
const add = (text: string, key?: string) =>
  database().transaction((tx) => addJob(tx, note, { text }, key === undefined ? {} : { key }));
const waiting = async () =>
  (
    await database().pool.query<{ text: string }>(
      `SELECT payload->>'text' AS text FROM graphile_worker._private_jobs ORDER BY id`,
    )
  ).rows.map(({ text }) => text);
/** Runs a worker until so many jobs have run, and lets it end in order. */
async function work(count: number, meanwhile: () => Promise<void> = async () => {}, job: Job = note): Promise<void> {
  const done = Promise.withResolvers<void>();
  heard = () => {
    if (ran.length === count) done.resolve();
  };
  const worker = await startWorker([job], [], [], core.services);
  try {
    await meanwhile();
    await done.promise;
  } finally {
    await worker.stop();
  }
}

describe('adding a job', () => {
  test('it exists if and only if the transaction’s rows do', async () => {
    await add('kept');
    const lost = database().transaction(async (tx) => {
      await addJob(tx, note, { text: 'lost' });
      throw new Error('no');
    });
    await expect(lost).rejects.toThrow('no');
    expect(await waiting()).toEqual(['kept']);
  });

  test('nobody sees it before the transaction ends', async () => {
    await work(1, async () => {
      await database().transaction(async (tx) => {
        await addJob(tx, note, { text: 'inside' });
        await tx.$executeRaw`SELECT count(*) FROM users`;
        expect(ran).toEqual([]);
      });
    });
    expect(ran).toEqual(['inside']);
  });

  test('a waiting one of the same key is replaced', async () => {
    await add('before', 'key');
    await add('after', 'key');
    await add('other', 'another key');
    expect((await waiting()).toSorted()).toEqual(['after', 'other']);
  });

  test('waits as long as it is told to, to the millisecond, by the clock of the database', async () => {
    const after = Temporal.Duration.from({ hours: 26, milliseconds: 789 });
    await database().transaction((tx) => addJob(tx, note, { text: 'later' }, { after }));
    const { rows } = await database().pool.query<{ ms: number }>(
      'SELECT extract(epoch FROM run_at - created_at)::float * 1000 AS ms FROM graphile_worker.jobs',
    );
    expect(Math.round(rows[0]?.ms ?? 0)).toBe(after.total('milliseconds'));
  });
});

describe('an urgent job', () => {
  test('goes before those that came earlier', async () => {
    await add('earlier');
    await database().transaction((tx) => addJob(tx, note, { text: 'urgent' }, { isUrgent: true }));
    const { rows } = await database().pool.query<{ first: boolean }>(
      "SELECT payload->>'text' = 'urgent' AS first FROM graphile_worker._private_jobs ORDER BY priority, run_at LIMIT 1",
    );
    expect(rows[0]?.first).toBe(true);
  });
});

describe('a job', () => {
  test('that throws stays, with what went wrong, to be tried again later', async () => {
    await add('fails at first');
    await work(1);
    const { rows } = await database().pool.query(
      'SELECT attempts, max_attempts, last_error, locked_by, run_at > now() AS later FROM graphile_worker.jobs',
    );
    expect(rows).toMatchObject([{ attempts: 1, max_attempts: 12, locked_by: null, later: true }]);
    expect(rows[0]?.last_error).toContain('at first');

    await database().pool.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    await work(2);
    expect(ran).toEqual(['fails at first', 'fails at first']);
    expect(await waiting()).toEqual([]);
  });

  test('whose payload is none of its kind does not run', async () => {
    await expect(note.run({ text: 7 }, core.services)).rejects.toThrow();
    expect(ran).toEqual([]);
  });
});

describe('workers', () => {
  const lock = (workerId: string, secondsAgo: number) =>
    database().pool.query(
      `UPDATE graphile_worker._private_jobs SET locked_by = $1, attempts = 1, locked_at = now() - make_interval(secs => $2)`,
      [workerId, secondsAgo],
    );
  const beat = (workerId: string, secondsAgo: number) =>
    database().pool.query(
      'INSERT INTO worker_heartbeats (worker_id, seen_at) VALUES ($1, now() - make_interval(secs => $2))',
      [workerId, secondsAgo],
    );

  test('give a sign of life under the name that their jobs are locked with', async () => {
    const isAlive = `SELECT 1 FROM graphile_worker.jobs JOIN worker_heartbeats ON worker_id = locked_by`;
    const watched = defineJob('test.watched', z.object({}), async () => {
      await expect.poll(async () => (await database().pool.query(isAlive)).rowCount).toBe(1);
      ran.push('alive');
      heard?.();
    });
    await database().transaction((tx) => addJob(tx, watched, {}));
    await work(1, async () => {}, watched);
    expect(ran).toEqual(['alive']);
  });

  test('that nobody knows are dead after 30 seconds: their jobs go on', async () => {
    await add('left behind');
    await lock('worker-nobody-knows', 31);
    await work(1);
    expect(ran).toEqual(['left behind']);
  });

  test('whose heart stopped 30 seconds ago are dead too', async () => {
    await add('left behind');
    await lock('worker-dead', 60);
    await beat('worker-dead', 31);
    await work(1);
    expect(ran).toEqual(['left behind']);
    await database().pool.query('DELETE FROM worker_heartbeats');
  });

  // Whoever opens the embedded database is alone with it, so there every other worker is dead.
  test.skipIf(!real)('that live keep their jobs, however long they take', async () => {
    await add('long');
    await lock('worker-alive', 600);
    await beat('worker-alive', 5);
    const worker = await startWorker([note], [], [], core.services);
    const { rows } = await database().pool.query('SELECT locked_by FROM graphile_worker.jobs');
    expect(rows).toEqual([{ locked_by: 'worker-alive' }]);
    await worker.stop();
    await database().pool.query('DELETE FROM worker_heartbeats');
  });
});

describe('a beat', () => {
  const strike = defineJob('test.strike', z.object({}), async () => {
    ran.push('struck');
    heard?.();
  });
  // Real ones come once a minute, which is too long to wait for.
  const beat: Beat = { pattern: '* * * * * *', job: strike };
  /** Every clock says that so much more has passed since the last one. */
  const minutesPass = (minutes: number) =>
    database().pool.query('UPDATE kept_states SET updated_at = updated_at - make_interval(mins => $1)', [minutes]);
  beforeEach(async () => {
    await database().pool.query("DELETE FROM kept_states WHERE key LIKE 'beat:%'");
  });
  const sound = () => soundBeat(beat, core.services);
  const jobCount = async () =>
    (await database().pool.query('SELECT 1 FROM graphile_worker._private_jobs')).rowCount ?? 0;

  test('that several processes are on is one, also for who comes once its work is done', async () => {
    await Promise.all([sound(), sound(), sound()]);
    expect(await jobCount()).toBe(1);
    await work(1, async () => {}, strike);
    await sound();
    expect(await jobCount()).toBe(0);
    await minutesPass(1);
    await sound();
    expect(await jobCount()).toBe(1);
  });

  test('goes on by a clock that was set back, or forward, and does not pile up where nobody works', async () => {
    await sound();
    await minutesPass(-60);
    await database().pool.query('DELETE FROM graphile_worker._private_jobs');
    await sound();
    expect(await jobCount()).toBe(1);
    await minutesPass(60);
    await sound();
    expect(await jobCount()).toBe(1);
  });

  test('of a surface is sounded too, by the worker as the app starts it', async () => {
    const rang = Promise.withResolvers<void>();
    const job = defineJob('test.surface', z.object({}).strict(), async () => rang.resolve());
    // Every second; the app's are a minute apart.
    const worker = await core.startWorker({ jobs: [job], beats: [{ pattern: '* * * * * *', job }] });
    await rang.promise;
    await worker.stop();
  });

  test('of two schedulers is worked off once', async () => {
    const schedulers = [1, 2].map(() => startWorker([strike], [beat], [], core.services));
    await expect.poll(() => ran).toEqual(['struck']);
    await minutesPass(1);
    await expect.poll(() => ran).toEqual(['struck', 'struck']);
    for (const scheduler of await Promise.all(schedulers)) await scheduler.stop();
    expect(await jobCount()).toBe(0);
    expect(ran).toEqual(['struck', 'struck']);
  });
});
