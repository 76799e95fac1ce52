import type { Prisma } from '@echochat/prisma/client.ts';

export interface ReportItemView {
  reason: string;
  details: string | null;
  subject: 'person' | 'message' | 'room' | 'session';
  /** What the room or session is called; null where it is about neither, or it is gone. */
  title: string | null;
  messageText: string | null;
  messageLink: string | null;
  createdAt: Date;
}

/** A report as who looks at it sees it. Who made it is left out: it is about what was done, not about who minded. */
export interface ReportView {
  id: number;
  person: { name: string | null; handle: string | null; platform: string | null; externalId: string | null };
  community: { id: number; name: string } | null;
  status: 'open' | 'upheld' | 'dismissed';
  createdAt: Date;
  closedAt: Date | null;
  note: string | null;
  /** In the order in which they were said. */
  items: ReportItemView[];
}

export const withItems = {
  reported: { select: { displayName: true, handle: true } },
  community: { select: { id: true, name: true } },
  items: { orderBy: { id: 'asc' }, take: 20 },
} satisfies Prisma.ReportInclude;

type Row = Prisma.ReportGetPayload<{ include: typeof withItems }>;

/** Reports as they are looked at. Two statements beside, however many. */
export async function reportViews(
  { learningRoom, scheduledSession }: Pick<Prisma.TransactionClient, 'learningRoom' | 'scheduledSession'>,
  rows: readonly Row[],
): Promise<ReportView[]> {
  const items = rows.flatMap((row) => row.items);
  const named = (ids: readonly (number | null)[]) => ({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, title: true },
  });
  const rooms = await learningRoom.findMany(named(items.map(({ roomId }) => roomId)));
  const sessions = await scheduledSession.findMany(named(items.map(({ sessionId }) => sessionId)));
  const titleOf = ({ roomId, sessionId }: { roomId: number | null; sessionId: number | null }) =>
    rooms.find(({ id }) => id === roomId)?.title ?? sessions.find(({ id }) => id === sessionId)?.title ?? null;
  return rows.map((row) => ({
    id: row.id,
    person: {
      name: row.reported?.displayName ?? row.name,
      handle: row.reported?.handle ?? null,
      platform: row.platform,
      externalId: row.externalId,
    },
    community: row.community,
    status: row.status,
    createdAt: row.createdAt,
    closedAt: row.closedAt,
    note: row.note,
    items: row.items.map((item) => ({
      reason: item.reason,
      details: item.details,
      subject: item.subject,
      title: titleOf(item),
      messageText: item.messageText,
      messageLink: item.messageLink,
      createdAt: item.createdAt,
    })),
  }));
}
