import type { AttendanceStatus } from '@echochat/prisma/client.ts';
import type { Services } from '../platform/services.ts';
import type { Notice } from './notify.ts';

/** Of one person's answers to one session a host is told so often on a day; then the last notice says what is true. */
const mostTold = 3;

/**
 * SE-21: what a host is told of an answer, as it stands by now; null where they know it. `key` names the session and the
 * person, whose answers are one matter.
 */
export async function answerNotice(
  { database: { prisma } }: Services,
  { sessionId, by }: { sessionId: number; by: number },
  key: string,
): Promise<Notice | null> {
  const session = await prisma.scheduledSession.findUnique({
    where: { id: sessionId },
    select: { hostId: true, participants: { where: { userId: by }, select: { status: true, removedAt: true } } },
  });
  const theirs = session?.participants[0];
  const answer = theirs && !theirs.removedAt ? answerOf(theirs.status) : null;
  if (!session?.hostId || answer === null) return null;
  const payload = { sessionId, personId: by, answer };
  const told = await prisma.notification.findMany({
    where: { userId: session.hostId, kind: 'session.answered', eventKey: { startsWith: `${key}:` } },
    select: { id: true, payload: true },
    orderBy: { id: 'desc' },
  });
  const [last] = told;
  if (last && isAnswer(last.payload, answer)) return null;
  // The rows' times are the database's, so that its clock judges them.
  const [lately] = await prisma.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM notifications
    WHERE id = ANY(${told.map(({ id }) => id)}::int[]) AND created_at > now() - interval '24 hours'`;
  if (last && (lately?.count ?? 0) >= mostTold) {
    await prisma.notification.update({ where: { id: last.id }, data: { payload } });
    return null;
  }
  return { userId: session.hostId, kind: 'session.answered', payload, eventKey: `${key}:${told.length}` };
}

const isAnswer = (payload: unknown, answer: string): boolean =>
  typeof payload === 'object' && payload !== null && 'answer' in payload && payload.answer === answer;

function answerOf(status: AttendanceStatus): 'accepted' | 'declined' | 'waiting' | null {
  switch (status) {
    case 'accepted':
    case 'declined':
    case 'waiting':
      return status;
    case 'invited':
    case 'attended':
    case 'no_show':
      return null;
  }
}
