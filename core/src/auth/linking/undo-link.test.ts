import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountsToJoin } from '../../../../test/accounts.ts';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { dump, openFiller, userColumns } from '../../../../test/fill-tables.ts';
import { refusalCode } from '../../../../test/refusal.ts';
import { matchRow, partnershipRow } from '../../../../test/rows.ts';
import { endedOnMerge, joinedOnMerge, movedOnce, movedOnMerge, recordsOfMerges } from '../merge-tables.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const prisma = () => core.services.database.prisma;
const undo = async (person: Person) => (await person.api()).auth.undoLink();
/** What tells of joinings, of sign-ins and of what is on its way is not what an account has. */
const beside = new Set(['account_merges', 'merge_changes', ...endedOnMerge.map(([table]) => table), 'link_codes']);
const listed = [
  ...movedOnce.map(([table]) => [table, 'user_id'] as const),
  ...movedOnMerge,
  ...joinedOnMerge.filter(([table]) => table !== 'users'),
  ...endedOnMerge,
  ...recordsOfMerges,
].map(([table, column]) => `${table}.${column}`);

describe('AU-7: the catalogue of what names a person', () => {
  test('every such column is in one list of what becomes of it', async () => {
    const known = (await userColumns(core)).map(([table, column]) => `${table}.${column}`);
    expect(known.length).toBeGreaterThan(55);
    expect(listed.toSorted()).toEqual(known.toSorted());
  });

  test('every such table, and what hangs on its rows, writes down what a joining does to it', async () => {
    const tables = [...new Set((await userColumns(core)).map(([table]) => table)), 'users'].filter(
      (table) => !beside.has(table),
    );
    const { rows } = await core.services.database.pool.query<{ table: string }>(
      `SELECT tgrelid::regclass::text AS table FROM pg_trigger WHERE tgname = 'merge_log'`,
    );
    expect(rows.map(({ table }) => table).toSorted()).toEqual(tables.toSorted());
    // A row that goes takes along what hangs on it, or leaves it without a parent.
    const { rows: hanging } = await core.services.database.pool.query<{ table: string }>(
      `SELECT DISTINCT conrelid::regclass::text AS table FROM pg_constraint
       WHERE contype = 'f' AND confrelid::regclass::text = ANY($1)`,
      [[...movedOnce.map(([table]) => table), ...joinedOnMerge.map(([table]) => table)].filter((t) => t !== 'users')],
    );
    for (const { table } of hanging) expect(tables).toContain(table);
  });
});

/** Rows of every table for two people who also have to do with a third. */
async function fillAll(people: readonly Person[], third: Person): Promise<string[]> {
  const { fill, tables } = await openFiller(core.services.database.pool);
  const columns = (await userColumns(core)).filter(([table]) => !beside.has(table) && table !== 'identities');
  const paired = new Set(['learning_matches', 'learning_partnerships', 'blocks']);
  for (const [table, column] of columns) {
    if (paired.has(table)) continue;
    for (const { userId } of people) await fill(table, { [column]: userId }, third.userId);
  }
  return tables.filter((table) => !beside.has(table) && !table.startsWith('_'));
}

test('AU-7: a joining that is undone leaves every row of every table as it was', async () => {
  const { older, third, younger, join } = await accountsToJoin(core);
  for (const one of [older, younger]) {
    await matchRow(core, one.userId, third.userId, { acceptedAt1: new Date('2027-03-01') });
    const { id } = await partnershipRow(core, one.userId, third.userId, { sessionCount: one.userId });
    await prisma().message.create({ data: { partnershipId: id, senderId: third.userId, body: 'Hello' } });
    await prisma().block.create({ data: { blockerId: third.userId, blockedId: one.userId } });
  }
  await matchRow(core, older.userId, younger.userId);
  await partnershipRow(core, older.userId, younger.userId);
  const tables = await fillAll([older, younger], third);
  const before = await dump(core, tables);
  await join();

  const columns = await userColumns(core);
  expect(columns.length).toBeGreaterThan(55);
  for (const [table, column] of columns) {
    if (recordsOfMerges.some(([known]) => known === table)) continue;
    const found = await core.services.database.pool.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [
      younger.userId,
    ]);
    expect(found.rowCount, `${table}.${column}`).toBe(0);
  }
  expect(await dump(core, tables)).not.toEqual(before);
  expect(await undo(older)).toEqual({ userIds: [older.userId, younger.userId] });
  expect(await dump(core, tables)).toEqual(before);
  expect(await prisma().mergeChange.count()).toBe(0);
});

describe('AU-7: undoing', () => {
  test('is for seven days, and once', async () => {
    const { older, younger, join } = await accountsToJoin(core);
    expect(await refusalCode(undo(older))).toBe('link_nothing_to_undo');
    await join();
    expect(await (await older.api()).auth.getUndoableLink()).toMatchObject({ account: { userId: older.userId } });
    core.clock.advance({ hours: 7 * 24 - 1 });
    await undo(older);
    expect((await core.newcomer(younger.handle)).userId).toBe(younger.userId);
    expect(await refusalCode(undo(older))).toBe('link_nothing_to_undo');
    await join();
    core.clock.advance({ hours: 7 * 24 });
    expect(await refusalCode(undo(older))).toBe('link_nothing_to_undo');
    expect(await (await older.api()).auth.getUndoableLink()).toBeNull();
  });

  test('of two that undo at once one does', async () => {
    const { older, younger, join } = await accountsToJoin(core);
    await join();
    const api = await older.api();
    const both = await Promise.allSettled([api.auth.undoLink(), api.auth.undoLink()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await younger.actor()).userId).toBe(younger.userId);
  });

  test('what came since stays with the older account, what either changed since stays changed', async () => {
    const { older, third, younger, join } = await accountsToJoin(core);
    await (await younger.api()).profile.updateMyProfile({ bio: 'Theirs', headline: 'Theirs' });
    await (await older.api()).profile.updateMyProfile({ languages: ['en'] });
    await (await younger.api()).goals.createGoal({ title: 'Before' });
    const match = await matchRow(core, younger.userId, third.userId, { acceptedAt2: new Date('2027-03-01') });
    await join();
    await (await older.api()).goals.createGoal({ title: 'Since' });
    await (await older.api()).profile.updateMyProfile({ bio: 'Since' });
    // The third says yes meanwhile; the pair is turned around by then.
    await prisma().learningMatch.update({ where: { id: match.id }, data: { acceptedAt2: new Date('2027-03-02') } });
    await undo(older);
    expect((await (await older.api()).goals.getMyGoals()).map(({ title }) => title)).toEqual(['Since']);
    expect((await (await younger.api()).goals.getMyGoals()).map(({ title }) => title)).toEqual(['Before']);
    expect(await (await older.api()).profile.getMyProfile()).toMatchObject({ bio: 'Since', headline: null });
    expect(await (await younger.api()).profile.getMyProfile()).toMatchObject({ bio: 'Theirs', headline: 'Theirs' });
    expect(await prisma().learningMatch.findUnique({ where: { id: match.id } })).toMatchObject({
      userId1: third.userId,
      userId2: younger.userId,
      acceptedAt1: new Date('2027-03-02'),
      acceptedAt2: new Date('2027-03-01'),
    });
  });

  test('what somebody else took away meanwhile does not stand in its way', async () => {
    const { older, third, younger, join } = await accountsToJoin(core);
    const { fill } = await openFiller(core.services.database.pool);
    await partnershipRow(core, older.userId, third.userId);
    const lost = await partnershipRow(core, younger.userId, third.userId);
    await fill('user_xp', { user_id: older.userId, total_xp: 10 }, third.userId);
    await fill('user_xp', { user_id: younger.userId, total_xp: 30 }, third.userId);
    await join();
    await prisma().userXp.update({ where: { userId: older.userId }, data: { totalXp: { increment: 5 } } });
    await prisma().user.delete({ where: { id: third.userId } });
    await undo(older);
    expect(await prisma().learningPartnership.findUnique({ where: { id: lost.id } })).toBeNull();
    const xp = await prisma().userXp.findMany({
      where: { userId: { in: [older.userId, younger.userId] } },
      orderBy: { userId: 'asc' },
    });
    expect(xp.map(({ totalXp }) => totalXp)).toEqual([15, 30]);
  });

  test('the newest of two joinings is undone first', async () => {
    const { older, third, younger, join } = await accountsToJoin(core);
    await join();
    const { code } = await (await older.api()).auth.startLink();
    const { requestId } = await (await third.api()).auth.completeLink({ code });
    await (await older.api()).auth.confirmLink({ requestId });
    expect(await undo(older)).toEqual({ userIds: [older.userId, third.userId] });
    expect(await undo(older)).toEqual({ userIds: [older.userId, younger.userId] });
    for (const { handle, userId } of [older, third, younger]) expect((await core.newcomer(handle)).userId).toBe(userId);
  });

  test('where one came to belong since by the chat of the younger account, that one belongs', async () => {
    const { older, younger, join } = await accountsToJoin(core);
    await prisma().identity.updateMany({
      where: { userId: younger.userId },
      data: { platform: 'slack', workspaceId: `T${younger.userId}` },
    });
    await join();
    const community = await prisma().community.create({
      data: { platform: 'slack', externalId: `T${younger.userId}`, name: 'Theirs' },
    });
    const joinedAt = new Date(core.clock.now().epochMilliseconds);
    await prisma().membership.create({ data: { communityId: community.id, userId: older.userId, joinedAt } });
    await undo(older);
    expect(await prisma().membership.findMany({ where: { communityId: community.id } })).toMatchObject([
      { userId: younger.userId },
    ]);
  });

  test('signs out whoever was signed in with a browser', async () => {
    const { older, join } = await accountsToJoin(core);
    await join();
    const { token } = await (await older.api()).auth.createToken();
    await undo(older);
    expect(await refusalCode(core.actorOfToken(token))).toBe('not_signed_in');
  });
});
