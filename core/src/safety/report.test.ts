import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { forgetJobs } from '../../../test/jobs.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { maxReportsADay } from './report.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.services.database.prisma.report.deleteMany();
  await core.services.database.prisma.user.deleteMany();
  await core.services.database.prisma.community.deleteMany();
  await forgetJobs(core);
});

const prisma = () => core.services.database.prisma;
const operator = () => core.as({ kind: 'system', name: 'test' }).safety;

/** Somebody who speaks in a Discord server. */
async function speaks(name: string, isOrganiser = false, externalId = 'g1') {
  const { userId, communityId } = await core.as({ kind: 'system', name: 'test' }).auth.identify({
    platform: 'discord',
    externalId: `d-${name}`,
    handle: name,
    displayName: name,
    community: { externalId, name: externalId, isOrganiser },
  });
  const api = async () => core.as(await core.actor(userId, 'discord'));
  return { userId, communityId: communityId ?? 0, safety: async () => (await api()).safety, api };
}
const spam = { reason: 'spam' } as const;

/** Runs what follows from events until `look` sees it. */
async function whileWorking<T>(look: () => Promise<T>, wanted: unknown): Promise<void> {
  const worker = await core.startWorker();
  try {
    await expect.poll(look, { timeout: 15_000 }).toEqual(wanted);
  } finally {
    await worker.stop();
  }
}
const toldOf = async (kind: string) =>
  (await prisma().notification.findMany({ where: { kind }, orderBy: { userId: 'asc' } })).map(({ userId }) => userId);

describe('SF-9: a report', () => {
  test('reaches the organisers of where it was seen, with what it is about, and nothing of who made it', async () => {
    const [org, ana, bo] = [await speaks('org', true), await speaks('ana'), await speaks('bo')];
    const said = await (await ana.safety()).report({
      person: { userId: bo.userId },
      reason: 'harassment',
      details: '  He does not stop. ',
      about: { kind: 'message', text: `You ${'x'.repeat(5_000)}`, link: 'https://discord.com/channels/1/2/3' },
      communityId: ana.communityId,
    });
    expect(said).toEqual({ name: 'bo', isAdded: false, isBlocked: false });
    const { items, total } = await (await org.safety()).getReports({ communityId: org.communityId });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      person: { name: 'bo' },
      status: 'open',
      community: { name: 'g1' },
      items: [
        { reason: 'harassment', details: 'He does not stop.', subject: 'message', messageLink: expect.any(String) },
      ],
    });
    expect(items[0]?.items[0]?.messageText).toHaveLength(2_000);
    expect(JSON.stringify(items)).not.toContain('ana');
    expect(await refusalCode((await bo.safety()).getReports({}))).toBe('not_organiser');
    expect(await refusalCode((await ana.safety()).getReport({ reportId: items[0]?.id ?? 0 }))).toBe('report_not_found');
  });

  test('of somebody without an account is answered alike, and is theirs once they come', async () => {
    const [org, ana] = [await speaks('org', true), await speaks('ana')];
    const person = { platform: 'discord', externalId: 'd-later', name: 'Later' } as const;
    const said = await (await ana.safety()).report({ person, ...spam, communityId: ana.communityId });
    expect(said).toEqual({ name: 'Later', isAdded: false, isBlocked: false });
    const later = await speaks('later', true);
    expect(await prisma().report.findFirst()).toMatchObject({ reportedId: later.userId, communityId: org.communityId });
    expect((await (await later.safety()).getReports({})).total).toBe(0);
  });

  test('blocks at once where that is wished', async () => {
    const [ana, bo] = [await speaks('ana'), await speaks('bo')];
    await (await ana.safety()).report({ person: { userId: bo.userId }, ...spam, alsoBlock: true });
    expect(await prisma().block.findFirst()).toMatchObject({ blockerId: ana.userId, blockedId: bo.userId });
  });

  test('of a room without a name is of its host; of one that is not theirs there is none', async () => {
    const [ana, bo] = [await speaks('ana'), await speaks('bo')];
    const mine = await prisma().learningRoom.create({ data: { title: 'Loud', hostId: bo.userId, isPublic: true } });
    const shut = await prisma().learningRoom.create({ data: { title: 'Shut', hostId: bo.userId, isPublic: false } });
    const api = await ana.safety();
    await api.report({ ...spam, about: { kind: 'room', roomId: mine.id } });
    expect(await prisma().report.findFirst({ include: { items: true } })).toMatchObject({
      reportedId: bo.userId,
      items: [{ subject: 'room', roomId: mine.id }],
    });
    expect(await refusalCode(api.report({ ...spam, about: { kind: 'room', roomId: shut.id } }))).toBe('room_not_found');
    expect(await refusalCode(api.report({ ...spam, person: { userId: ana.userId } }))).toBe('that_is_you');
  });

  test('a community that the reporter does not belong to is not where it was seen', async () => {
    const [ana, bo, far] = [await speaks('ana'), await speaks('bo'), await speaks('far', true, 'g2')];
    await (await ana.safety()).report({ person: { userId: bo.userId }, ...spam, communityId: far.communityId });
    expect(await prisma().report.findFirst()).toMatchObject({ communityId: ana.communityId });
    expect((await (await far.safety()).getReports({})).total).toBe(0);
  });
});

describe('SF-10 and SF-11: again', () => {
  test('the same once more is the same report; another thing within the hour is added to it; later it is a new one', async () => {
    const [ana, bo] = [await speaks('ana'), await speaks('bo')];
    const api = await ana.safety();
    const person = { userId: bo.userId };
    const both = await Promise.all([api.report({ person, ...spam }), (await ana.safety()).report({ person, ...spam })]);
    expect(both.map(({ isAdded }) => isAdded).sort()).toEqual([false, true]);
    await api.report({ person: { platform: 'discord', externalId: 'd-bo' }, ...spam });
    expect(await prisma().reportItem.count()).toBe(1);
    await api.report({ person, ...spam, about: { kind: 'message', text: 'Buy' } });
    expect([await prisma().report.count(), await prisma().reportItem.count()]).toEqual([1, 2]);
    core.clock.advance({ minutes: 61 });
    await api.report({ person, ...spam });
    expect(await prisma().report.count()).toBe(2);
  });

  test('ten things a day are the most, and the eleventh is told when there are more', async () => {
    const [ana, bo] = [await speaks('ana'), await speaks('bo')];
    const api = await ana.safety();
    const say = (index: number) => api.report({ person: { userId: bo.userId }, ...spam, details: `No. ${index}` });
    for (let index = 0; index < maxReportsADay; index += 1) await say(index);
    expect(await refusalCode(say(99))).toBe('report_limit');
    core.clock.advance({ hours: 24, minutes: 1 });
    expect(await say(99)).toMatchObject({ isAdded: false });
  });
});

describe('SF-12: who looks at it', () => {
  test('an organiser who is reported does not see it: another does, else who runs EchoChat', async () => {
    const [org, ana] = [await speaks('org', true), await speaks('ana')];
    await (await ana.safety()).report({ person: { userId: org.userId }, ...spam, communityId: ana.communityId });
    const [{ id } = { id: 0 }] = await prisma().report.findMany();
    expect((await (await org.safety()).getReports({})).total).toBe(0);
    expect(await refusalCode((await org.safety()).closeReport({ reportId: id, outcome: 'dismissed' }))).toBe(
      'report_not_found',
    );
    expect((await operator().getOperatorReports({})).total).toBe(1);
    expect((await operator().getOperatorReport({ reportId: id })).reporter).toMatchObject({ displayName: 'ana' });
    const other = await speaks('other', true);
    expect((await (await other.safety()).getReports({})).total).toBe(1);
    expect((await operator().getOperatorReports({})).total).toBe(0);
    expect((await operator().getOperatorReports({ isAll: true })).total).toBe(1);
  });

  test('what was seen outside of any community is for administrators and who runs EchoChat', async () => {
    const [ana, bo] = [await speaks('ana'), await speaks('bo', false, 'g2')];
    await prisma().notification.create({
      data: { userId: ana.userId, kind: 'room.invited', eventKey: 'k', payload: { personId: bo.userId } },
    });
    await (await ana.safety()).report({ person: { userId: bo.userId }, ...spam });
    const admin = await speaks('admin', false, 'g3');
    expect(await refusalCode((await admin.safety()).getReports({}))).toBe('not_organiser');
    await prisma().user.update({ where: { id: admin.userId }, data: { role: 'admin' } });
    expect((await (await admin.safety()).getReports({})).total).toBe(1);
    await whileWorking(() => toldOf('report.new'), [admin.userId]);
  });
});

describe('SF-13: who hears of it', () => {
  test('twenty reports are one word to each organiser until they have looked; who is reported hears nothing', async () => {
    const [org, bad, ana] = [await speaks('org', true), await speaks('bad', true), await speaks('ana')];
    const events = [];
    for (let index = 0; index < 20; index += 1) {
      const by = await speaks(`by${index}`);
      events.push((await by.safety()).report({ person: { userId: bad.userId }, ...spam, communityId: by.communityId }));
    }
    await Promise.all(events);
    await whileWorking(() => toldOf('report.new'), [org.userId]);
    const waiting = async () =>
      Number((await core.services.database.pool.query(`SELECT 1 FROM graphile_worker._private_jobs`)).rowCount);
    await whileWorking(waiting, 0);
    expect(await toldOf('report.new')).toEqual([org.userId]);
    await (await org.safety()).getReports({});
    await (await ana.safety()).report({ person: { userId: bad.userId }, ...spam, communityId: ana.communityId });
    await whileWorking(() => toldOf('report.new'), [org.userId, org.userId]);
  }, 60_000);

  test('who made it hears once what came of it, whoever closes it first', async () => {
    const [org, ana, bo] = [await speaks('org', true), await speaks('ana'), await speaks('bo')];
    await (await ana.safety()).report({ person: { userId: bo.userId }, ...spam, communityId: ana.communityId });
    const [{ id: reportId } = { id: 0 }] = await prisma().report.findMany();
    const api = await org.safety();
    const both = await Promise.allSettled([
      api.closeReport({ reportId, outcome: 'upheld', note: 'Warned him.' }),
      operator().closeOperatorReport({ reportId, outcome: 'dismissed' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const closed = await prisma().report.findUniqueOrThrow({ where: { id: reportId } });
    const again = { reportId, outcome: closed.status === 'upheld' ? 'upheld' : 'dismissed' } as const;
    expect((await api.closeReport(again)).status).toBe(closed.status);
    await whileWorking(() => toldOf('report.closed'), [ana.userId]);
    expect((await (await ana.api()).notifications.getInbox({})).items).toMatchObject([
      { kind: 'report.closed', outcome: closed.status, person: null },
    ]);
  });
});

test('what a report will say is kept for its form, ten at a time, for oneself alone', async () => {
  const [ana, bo] = [await speaks('ana'), await speaks('bo')];
  const api = await ana.safety();
  const { draftId } = await api.keepReportDraft({ details: 'x'.repeat(900), message: { text: 'Hey' } });
  expect(await api.getReportDraft({ draftId })).toMatchObject({ message: { text: 'Hey' } });
  expect(await refusalCode((await bo.safety()).getReportDraft({ draftId }))).toBe('draft_gone');
  for (let index = 0; index < 10; index += 1) await api.keepReportDraft({});
  expect(await refusalCode(api.getReportDraft({ draftId }))).toBe('draft_gone');
});
