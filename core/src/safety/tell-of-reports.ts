import { type NoticePayload, noticePayload } from '../notifications/notice-view.ts';
import { type Notice, notify, publishAll } from '../notifications/notify.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Consumer } from '../platform/events.ts';

/**
 * SF-13: tells the organisers of a community of a new report, once for all that come until they have looked, and who made
 * one what came of it. Who it is about hears nothing.
 */
export const tellOfReports: Consumer = {
  id: 'reports',
  handles: ['report.made', 'report.closed'],
  async handle(event, key, services) {
    if (event.type !== 'report.made' && event.type !== 'report.closed') return;
    const pushes = await services.database.transaction(async (tx) => {
      const notices =
        event.type === 'report.made' ? await newOnes(tx, event.reportId, key) : await outcome(tx, event.reportId, key);
      return notify(tx, services, notices);
    });
    await publishAll(services, pushes);
  },
};

async function newOnes(tx: Tx, reportId: number, eventKey: string): Promise<Notice[]> {
  const report = await tx.report.findUnique({ where: { id: reportId } });
  if (report?.status !== 'open') return [];
  const { reportedId, reporterId } = report;
  const organisers = await organisersBut(tx, report.communityId, reportedId);
  // Where no organiser can look at it, it is for those who look after all of EchoChat.
  const communityId = organisers.length > 0 ? report.communityId : null;
  const people = organisers.length > 0 ? organisers : await adminsBut(tx, reportedId);
  // Of reports at the same moment the second finds what the first has told.
  const lock = `reports-of:${communityId ?? 0}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  const waiting = await tx.notification.findMany({
    where: { userId: { in: people }, kind: 'report.new', readAt: null },
    select: { userId: true, payload: true },
  });
  const payload: NoticePayload = communityId === null ? {} : { communityId };
  const same = (given: unknown) => noticePayload.safeParse(given).data?.communityId === payload.communityId;
  const told = new Set(waiting.filter((notice) => same(notice.payload)).map(({ userId }) => userId));
  return people
    .filter((userId) => userId !== reporterId && !told.has(userId))
    .map((userId) => ({ userId, kind: 'report.new', payload, eventKey }));
}

async function organisersBut(tx: Tx, communityId: number | null, reportedId: number | null): Promise<number[]> {
  if (communityId === null) return [];
  const found = await tx.membership.findMany({
    where: { communityId, role: 'organiser', leftAt: null, community: { leftAt: null }, user: { deletedAt: null } },
    select: { userId: true },
    orderBy: { userId: 'asc' },
  });
  return found.flatMap(({ userId }) => (userId === reportedId ? [] : [userId]));
}

async function adminsBut(tx: Tx, reportedId: number | null): Promise<number[]> {
  const found = await tx.user.findMany({ where: { role: 'admin', deletedAt: null }, select: { id: true } });
  return found.flatMap(({ id }) => (id === reportedId ? [] : [id]));
}

async function outcome(tx: Tx, reportId: number, eventKey: string): Promise<Notice[]> {
  const report = await tx.report.findUnique({ where: { id: reportId } });
  if (!report || report.reporterId === null || report.status === 'open') return [];
  return [{ userId: report.reporterId, kind: 'report.closed', payload: { outcome: report.status }, eventKey }];
}
