import type { Tx } from '../platform/db/database.ts';
import type { Push } from '../platform/realtime.ts';
import type { Services } from '../platform/services.ts';
import type { NoticeKind, NoticePayload } from './notice-view.ts';
import { planDeliveries } from './plan-delivery.ts';

/** Something that a person should know. */
export interface Notice {
  userId: number;
  kind: NoticeKind;
  payload: NoticePayload;
  /** What it tells of: a person hears of it once, however often it is said. At most 100 characters. */
  eventKey: string;
  /** From then on it is of no use as a message; the inbox has it still. */
  deadline?: Date;
  /** For the record alone: nobody is sent anything. */
  isQuiet?: boolean;
}

interface Made {
  id: number;
  userId: number;
  eventKey: string;
}

/**
 * Tells people, in the caller's transaction: writes what they should know into their inboxes, each event once, and puts it
 * on its way to where they want it. Three statements, however many, for the many reminders of a full hour. Returns the pushes, in the notices' order, which the
 * caller publishes once it has committed.
 */
export async function notify(tx: Tx, services: Services, notices: readonly Notice[]): Promise<Push[]> {
  if (notices.length === 0) return [];
  const now = services.clock.now();
  const column = <T>(pick: (notice: Notice) => T): T[] => notices.map(pick);
  const made = await tx.$queryRaw<Made[]>`INSERT INTO notifications (user_id, kind, event_key, payload)
    SELECT * FROM unnest(${column(({ userId }) => userId)}::int[], ${column(({ kind }) => kind)}::text[],
      ${column(({ eventKey }) => eventKey)}::text[], ${column(({ payload }) => JSON.stringify(payload))}::jsonb[])
    ON CONFLICT DO NOTHING RETURNING id, user_id AS "userId", event_key AS "eventKey"`;
  const known =
    made.length === notices.length
      ? []
      : await tx.notification.findMany({
          where: { OR: notices.map(({ userId, eventKey }) => ({ userId, eventKey })) },
          select: { id: true, userId: true, eventKey: true },
        });
  const ids = new Map([...known, ...made].map((row) => [`${row.userId} ${row.eventKey}`, row.id]));
  const told = notices.flatMap((notice) => {
    const id = ids.get(`${notice.userId} ${notice.eventKey}`);
    return id === undefined ? [] : [{ ...notice, id }];
  });
  const byId = new Map(told.map((notice) => [notice.id, notice]));
  const fresh = made.flatMap(({ id }) => byId.get(id) ?? []).filter(({ isQuiet }) => !isQuiet);
  await planDeliveries(tx, fresh, now);
  return told.map(({ userId, id }) => ({ userId, notificationId: id }));
}

/** Publishes what `notify` returned. Never fails. */
export async function publishAll({ realtime }: Services, pushes: readonly Push[]): Promise<void> {
  for (const push of pushes) await realtime.publish(push);
}
