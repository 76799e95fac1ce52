import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { openCore } from '@echochat/core/core.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import { loadReference } from '@echochat/prisma/seed/load-reference.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Discord, startDiscord } from '../../../bots/test/discord/discord.ts';
import { dmOf } from '../../../bots/test/discord/rest.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';
import { databaseUrl, type OwnDatabase, openOwnDatabase } from './server.ts';

/** Due in all. A long run is `REMINDERS=10000`, due within a minute: it takes four minutes at Discord's own limits. */
const reminders = Number(process.env.REMINDERS ?? 300);
const withinMs = Math.min(60_000, reminders * 10);
const killEveryMs = 2_000;
const processes = 3;
/** How long the database is away, once, half-way. */
const awayMs = 2_000;
vi.setConfig({ testTimeout: 120_000 + reminders * 60, hookTimeout: 60_000 });

describe.skipIf(databaseUrl === null)('reminders on a bad day (needs DATABASE_URL)', () => {
  let server: OwnServer | null;
  let database: OwnDatabase;
  let discord: Discord;
  const workers: { child: ChildProcess; isReady: boolean }[] = [];
  let isOver = false;

  beforeAll(async () => {
    server = await startOwnServer();
    database = await openOwnDatabase(server?.url ?? databaseUrl ?? '');
    discord = await startDiscord();
  });
  afterAll(async () => {
    isOver = true;
    for (const { child } of workers) child.kill('SIGKILL');
    await discord.close();
    await database.drop();
    await server?.stop();
  });

  function start(place: number): void {
    const given = [database.url(), discord.apiUrl, discord.token, tmpdir()];
    const child = fork(new URL('reminder-worker.ts', import.meta.url), given);
    const worker = { child, isReady: false };
    workers[place] = worker;
    child.on('message', () => {
      worker.isReady = true;
    });
    child.on('exit', () => {
      worker.isReady = false;
      if (!isOver) start(place);
    });
  }

  /** People who have been written to before, each with a session in an hour, of which they are reminded in the next moments. */
  async function plan(): Promise<string[]> {
    const files = { kind: 'folder', path: tmpdir() } as const;
    const options = { databaseUrl: database.url(), redisUrl: null, authSecret: 'secret'.repeat(6), files };
    const core = await openCore({ ...options, log: openLog('silent') });
    const people = Array.from({ length: reminders }, (_, index) => discord.person({ name: `P${index}` }).id);
    const channels = people.map((id) => dmOf(discord.world, id).id);
    const client = await core.services.database.pool.connect();
    await loadReference(client);
    await client.query(
      `WITH person AS (
         INSERT INTO users (handle, display_name, updated_at)
         SELECT 'p' || i, 'P', now() FROM generate_series(1, $3::int) i RETURNING id, substr(handle, 2)::int AS i
       ), chat AS (
         INSERT INTO identities (user_id, platform, external_id, handle, display_name, dm_channel_id)
         SELECT id, 'discord', ($1::text[])[i], 'p', 'P', ($2::text[])[i] FROM person
       ), wish AS (
         INSERT INTO notification_preferences (user_id, direct_messages, updated_at) SELECT id, 'on', now() FROM person
       ), session AS (
         INSERT INTO scheduled_sessions (title, host_id, scheduled_at, duration, updated_at)
         SELECT 'S', id, now() + interval '3 s' + make_interval(mins => 60, secs => $4::float8 * i / $3), 60, now()
         FROM person RETURNING id, host_id, scheduled_at
       ), seat AS (
         INSERT INTO session_participants (session_id, user_id, status) SELECT id, host_id, 'accepted' FROM session
       )
       INSERT INTO session_reminders (session_id, user_id, before, due_at)
       SELECT id, host_id, 60, scheduled_at - interval '60 minutes' FROM session`,
      [people, channels, reminders, withinMs / 1_000],
    );
    client.release();
    await core.close();
    return channels;
  }

  /** The database's server crashes and comes back; where none of our own can be started, every connection is cut. */
  async function breakDatabase(): Promise<string> {
    if (server) {
      await server.restart(awayMs);
      return 'the database was restarted';
    }
    await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`);
    return 'without PostgreSQL’s own binaries, connections were cut instead of a restart';
  }

  test('each person is reminded once, whatever dies, and work goes on within ten seconds', async () => {
    const channels = await plan();
    discord.fault({ match: /messages$/, kind: 502, share: 0.01 });
    discord.fault({ match: /messages$/, kind: 'lost', share: 0.01 });
    for (let place = 0; place < processes; place += 1) start(place);
    await expect.poll(() => workers.filter(({ isReady }) => isReady).length, { timeout: 60_000 }).toBe(processes);

    const { messages } = discord.world;
    const began = performance.now();
    let kills = 0;
    let longestOverdue = 0;
    let broken: { how: string; at: number; messages: number } | null = null;
    let secondsToGoOn: number | null = null;
    let killedAt = performance.now();
    const isDone = async () => (await left()) === 0 && messages.size >= reminders;
    const left = async () =>
      Number(
        (
          await database.query(`SELECT (SELECT count(*) FROM session_reminders WHERE state = 'waiting')
        + (SELECT count(*) FROM deliveries WHERE state = 'waiting') AS left`)
        ).rows[0]?.left,
      );
    while (!(await isDone())) {
      await wait(250);
      const ready = workers.filter(({ isReady }) => isReady);
      // Somebody is left to go on.
      if (messages.size < reminders && performance.now() - killedAt >= killEveryMs && ready.length > 1) {
        ready[Math.floor(Math.random() * ready.length)]?.child.kill('SIGKILL');
        kills += 1;
        killedAt = performance.now();
      }
      if (broken === null && messages.size > reminders / 2) {
        const how = await breakDatabase();
        broken = { how, at: performance.now(), messages: messages.size };
      }
      if (broken && messages.size > broken.messages) secondsToGoOn ??= (performance.now() - broken.at) / 1_000;
      // A lease ends eight seconds after its holder died, at most; from then on, or since the database is there again,
      // somebody else should have it.
      const { rows } =
        await database.query(`SELECT coalesce(max(extract(epoch FROM now() - leased_until)), 0)::float AS s
        FROM deliveries WHERE state = 'waiting' AND leased_until < now()`);
      const secondsSinceBroken = broken ? (performance.now() - broken.at) / 1_000 : Number.POSITIVE_INFINITY;
      longestOverdue = Math.max(longestOverdue, Math.min(Number(rows[0]?.s), secondsSinceBroken));
    }
    const seconds = (performance.now() - began) / 1_000;
    const { requests, refused } = discord.limits;
    console.info(
      `${reminders} reminders in ${seconds.toFixed(1)} s, ${kills} kills; ${refused} of ${requests} requests refused; ` +
        `a lease that had run out waited ${longestOverdue.toFixed(1)} s at most; ` +
        `${broken?.how}, and work went on ${secondsToGoOn?.toFixed(1)} s later`,
    );
    const byChannel = Map.groupBy(messages.values(), ({ channelId }) => channelId);
    const times = channels.map((id) => byChannel.get(id)?.length ?? 0);
    expect(times.filter((count) => count !== 1)).toEqual([]);
    expect(messages.size).toBe(reminders);
    expect(kills).toBeGreaterThan(0);
    // In a short run one moment in which this machine stood still counts for much: all that it held up comes at once.
    expect(refused).toBeLessThanOrEqual(Math.max(25, requests * 0.01));
    expect(longestOverdue).toBeLessThan(2);
    expect(secondsToGoOn).toBeLessThan(10);
  });
});
