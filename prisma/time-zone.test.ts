import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openTestCore, type TestCore } from '../test/core.ts';

const zone = inject('server')?.timeZone ?? null;
let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

describe('moments, days and times of day', () => {
  const moment = new Date('2027-03-28T01:30:00.123Z');

  test('come back as they were written, and are what the database itself means by them', async () => {
    const { prisma, pool } = core.services.database;
    const { userId } = await core.newcomer('Ana');
    await prisma.user.update({ where: { id: userId }, data: { lastSeenAt: moment } });
    const goal = { userId, title: 'Goal', targetDate: new Date('2027-03-28T00:00:00Z') };
    await prisma.learningGoal.create({ data: goal });
    await prisma.userAvailability.create({
      data: { userId, timezone: 'UTC', preferredTimeStart: new Date('1970-01-01T09:30:00Z') },
    });
    expect((await prisma.user.findUniqueOrThrow({ where: { id: userId } })).lastSeenAt).toEqual(moment);
    const { rows } = await pool.query(
      `SELECT to_char(u.last_seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') AS moment,
         g.target_date::text AS day, a.preferred_time_start::text AS time
       FROM users u JOIN learning_goals g ON g.user_id = u.id JOIN user_availability a ON a.user_id = u.id`,
    );
    expect(rows).toEqual([{ moment: '2027-03-28 01:30:00.123', day: '2027-03-28', time: '09:30:00' }]);
  });

  test('in a raw query are the same', async () => {
    const { prisma } = core.services.database;
    const [row] = await prisma.$queryRaw<{ back: Date; hour: number }[]>`
      SELECT ${moment}::timestamptz AS back, extract(hour FROM ${moment}::timestamptz AT TIME ZONE 'UTC')::int AS hour`;
    expect(row).toEqual({ back: moment, hour: 1 });
  });
});

test.skipIf(zone === null)('the database itself is in another time zone', async () => {
  const { rows } = await core.services.database.pool.query(
    `SELECT split_part(setting, '=', 2) AS zone FROM pg_db_role_setting, unnest(setconfig) AS setting
     JOIN pg_database d ON d.datname = current_database() WHERE setdatabase = d.oid AND setting ILIKE 'timezone=%'`,
  );
  expect(rows).toEqual([{ zone }]);
});
