import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { openLog } from '../log.ts';
import { openDatabase } from './database.ts';
import { isDuplicate, isOutOfRoom, isTransient, isUnreachable } from './failures.ts';
import { openReadiness } from './readiness.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure');
};
const raise = (code: string) => `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${code}'; END $$`;

describe('what a failed query means', () => {
  const user = { handle: 'twice', displayName: 'Twice' };

  test('no room, or a database that only reads: by each of them, and by a disk', async () => {
    const { prisma, pool } = core.services.database;
    const insert = `INSERT INTO kept_states (key, value) VALUES ('k', '{}')`;
    const reading = 'SET TRANSACTION READ ONLY';
    for (const failing of [
      () => pool.query(raise('53100')),
      () => prisma.$executeRawUnsafe(raise('53100')),
      () => prisma.$transaction([prisma.$executeRawUnsafe(reading), prisma.$executeRawUnsafe(insert)]),
      () =>
        prisma.$transaction([
          prisma.$executeRawUnsafe(reading),
          prisma.keptState.create({ data: { key: 'k', value: {} } }),
        ]),
      async () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
    ]) {
      const error = await failureOf(failing());
      expect(isOutOfRoom(error)).toBe(true);
      expect(isTransient(error) || isUnreachable(error)).toBe(false);
    }
  });

  test('readiness is that something can be saved, not that the database answers', async () => {
    const { pool } = core.services.database;
    expect(await openReadiness({ pool })()).toBeNull();
    await pool.query('ALTER TABLE kept_states RENAME TO kept_elsewhere');
    expect(await openReadiness({ pool })()).toBe('database');
    await pool.query('ALTER TABLE kept_elsewhere RENAME TO kept_states');
    expect(await openReadiness({ pool })()).toBeNull();
  });

  test('a unique key: said by Prisma, by a raw query and by pg', async () => {
    const { prisma, pool } = core.services.database;
    await prisma.user.create({ data: user });
    const insert = `INSERT INTO users (handle, display_name, updated_at) VALUES ('twice', 'Twice', now())`;
    for (const failing of [
      () => prisma.user.create({ data: user }),
      () => prisma.$executeRawUnsafe(insert),
      () => pool.query(insert),
    ]) {
      const error = await failureOf(failing());
      expect(isDuplicate(error)).toBe(true);
      expect(isTransient(error) || isUnreachable(error)).toBe(false);
    }
  });

  test.each(['40001', '40P01'])('%s is worth another try: in a raw query, in pg', async (code) => {
    const { prisma, pool } = core.services.database;
    for (const failing of [() => prisma.$executeRawUnsafe(raise(code)), () => pool.query(raise(code))]) {
      const error = await failureOf(failing());
      expect(isTransient(error)).toBe(true);
      expect(isDuplicate(error) || isUnreachable(error)).toBe(false);
    }
  });

  test('a database that does not answer: said by Prisma and by pg', async () => {
    const away = await openDatabase({ url: 'postgresql://postgres@127.0.0.1:1/none', log: openLog('silent') });
    for (const failing of [
      () => away.prisma.user.count(),
      () => away.pool.query('SELECT 1'),
      () => away.transaction((tx) => tx.user.count()),
    ]) {
      const error = await failureOf(failing());
      expect(isUnreachable(error)).toBe(true);
      expect(isDuplicate(error)).toBe(false);
    }
    await away.close();
  });

  test.each([null, undefined, 'text', new Error('else'), { code: 7 }])('%s means none of these', (error) => {
    expect(isDuplicate(error) || isTransient(error) || isUnreachable(error)).toBe(false);
  });
});

describe('a transaction', () => {
  const attempts = (failing: number, code: string) => {
    let made = 0;
    const done = core.services.database.transaction(async (tx) => {
      made += 1;
      if (made <= failing) await tx.$executeRawUnsafe(raise(code));
      return made;
    });
    return done.then(
      (result) => ({ result, made }),
      () => ({ result: 'failed', made }),
    );
  };

  test('that was lost to another is tried again, three times in all', async () => {
    expect(await attempts(2, '40001')).toEqual({ result: 3, made: 3 });
    expect(await attempts(3, '40P01')).toEqual({ result: 'failed', made: 3 });
  });

  test('that failed for another reason is not', async () => {
    expect(await attempts(1, '23514')).toEqual({ result: 'failed', made: 1 });
  });

  test('writes all or nothing', async () => {
    const { prisma, transaction } = core.services.database;
    const half = transaction(async (tx) => {
      await tx.user.create({ data: { handle: 'half', displayName: 'Half' } });
      throw new Error('no');
    });
    await failureOf(half);
    expect(await prisma.user.count({ where: { handle: 'half' } })).toBe(0);
  });
});
