// EchoChat in `npm run bench:jobs`: reminders that are due, from their rows to the messages' bodies.
import type { Core } from '@echochat/core/core.ts';
import { pageWords } from '../src/commands/page-words.ts';
import { renderCard } from '../src/discord/render/card.ts';
import type { Carrier } from '../src/post/carrier.ts';
import { openPost } from '../src/post/deliver.ts';
import { openEmpty } from './community.ts';
import type { OpenEnd } from './jobs-end.ts';

/** Each message costs two durable steps: a reminder becomes a notice with its delivery, which is claimed, drawn and sent. */
export const ours: OpenEnd = async (databaseUrl, _redisUrl, sent) => {
  const { core, close } = await openEmpty(databaseUrl);
  await makeHistory(core);
  let dues: readonly number[] = [];
  const carrier: Carrier = {
    platform: 'discord',
    perSecond: null,
    mostNamed: 20,
    async send({ address, card, nonce }) {
      renderCard(card, { turn: (page) => `turn:${page}`, words: pageWords('en') });
      const index = Number.parseInt(address.kind === 'person' ? address.externalId : '', 10);
      sent(dues[index] ?? 0);
      return { kind: 'sent', channelId: `c${index}`, messageId: nonce };
    },
  };
  const worker = await core.startWorker({ pumps: [openPost(core, [carrier])] });
  return {
    async plan(planned) {
      dues = planned;
      await planReminders(core, planned);
    },
    async close() {
      await worker.stop();
      await close();
    },
  };
};

/** What a house that has been running for a while has: people who were told things before. */
export async function makeHistory({ services: { database } }: Core): Promise<void> {
  await database.pool.query(`INSERT INTO users (handle, display_name, updated_at)
    SELECT 'before' || i, 'Person ' || i, now() FROM generate_series(1, 20000) i`);
  await database.pool.query(`INSERT INTO notifications (user_id, kind, event_key, payload, read_at)
    SELECT id, 'account.linked', 'before', '{}', now() FROM users`);
  await database.pool.query(`INSERT INTO deliveries (user_id, notification_id, kind, state, settled_at)
    SELECT user_id, id, 'message', 'sent', now() FROM notifications`);
  await database.pool.query('VACUUM ANALYZE');
}

interface Seat {
  userId: number;
  sessionId: number;
  /** Which of the moments is theirs. */
  i: number;
}

let phase = 0;
/** As many new people, who have been written to before, in sessions of two, ten minutes after each moment. */
export async function planSeats({ services }: Core, dues: readonly number[]): Promise<Seat[]> {
  phase += 1;
  const client = await services.database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `CREATE TEMP TABLE people ON COMMIT DROP AS WITH made AS (INSERT INTO users (handle, display_name, updated_at)
         SELECT 'p' || i || '.' || $2::int, 'Person ' || i, now() FROM generate_series(0, $1::int - 1) i
         RETURNING id, handle)
       SELECT id, substring(handle FROM 'p([0-9]+)')::int AS i FROM made`,
      [dues.length, phase],
    );
    await client.query(
      `INSERT INTO identities (user_id, platform, external_id, handle, display_name, dm_channel_id)
       SELECT id, 'discord', i || '.' || $1::int, 'p' || i, 'P', 'c' || i FROM people`,
      [phase],
    );
    await client.query(`INSERT INTO notification_preferences (user_id, direct_messages, updated_at)
      SELECT id, 'on', now() FROM people`);
    await client.query(`INSERT INTO user_availability (user_id, timezone, updated_at)
      SELECT id, CASE WHEN i % 2 = 0 THEN 'Europe/Lisbon' ELSE 'Pacific/Auckland' END, now() FROM people`);
    const seats = await client.query<Seat>(
      `WITH made AS (
         INSERT INTO scheduled_sessions (title, host_id, scheduled_at, duration, updated_at)
         SELECT 'Session ' || i, id, to_timestamp(($1::float8[])[i + 1] / 1000) + interval '10 minutes', 60, now()
         FROM people WHERE i % 2 = 0 RETURNING id, host_id
       ), seats AS (
         SELECT m.id AS session_id, p.id AS user_id, p.i
         FROM made m JOIN people host ON host.id = m.host_id JOIN people p ON p.i - p.i % 2 = host.i
       ), taken AS (
         INSERT INTO session_participants (session_id, user_id, status) SELECT session_id, user_id, 'accepted' FROM seats
       ) SELECT user_id AS "userId", session_id AS "sessionId", i FROM seats`,
      [dues],
    );
    await client.query('COMMIT');
    return seats.rows;
  } finally {
    client.release();
  }
}

/** Each of them has one reminder, ten minutes before. */
export async function planReminders(core: Core, dues: readonly number[]): Promise<void> {
  const seats = await planSeats(core, dues);
  const { pool } = core.services.database;
  await pool.query(
    `INSERT INTO session_reminders (session_id, user_id, before, due_at)
     SELECT session_id, user_id, 10, to_timestamp(due / 1000)
     FROM unnest($1::int[], $2::int[], $3::float8[]) AS r(session_id, user_id, due)`,
    [seats.map(({ sessionId }) => sessionId), seats.map(({ userId }) => userId), seats.map(({ i }) => dues[i])],
  );
  await pool.query('VACUUM ANALYZE');
}
