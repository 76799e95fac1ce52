import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';
import { languageOf } from '../platform/words/words.ts';
import { type ClaimedRow, claimDue, nextDueAt } from './claim.sql.ts';
import { settleDropped } from './deliveries.sql.ts';
import { leaseSeconds } from './keep-deliveries.ts';
import { type NoticeRow, type NoticeView, noticeViews } from './notice-view.ts';
import { unreadable } from './readable.ts';

const platform = z.enum(['discord', 'slack']);
type ChatPlatform = z.output<typeof platform>;

const input = z.object({
  /** Who claims: one name for each process. */
  sender: z.uuid(),
  /** The chats that can be sent to. */
  platforms: z.array(platform),
  /** The one of them that is claimed for now. */
  platform,
  /** Messages at most. */
  most: z.number().int().min(1),
  /** How many people one message in a channel of that chat may name. */
  mostNamed: z.number().int().min(1),
  /** How much that chat takes of all processes together; null where it sets no such limit. */
  pace: z.object({ perSecond: z.number().positive(), aheadMs: z.number().positive() }).nullable(),
});

/** News this old say nothing new, whatever held them up: quiet hours last a day at most. The inbox has them. */
const tooOldHours = 48;
/** A person is named in a channel once in this time at most. */
const mentionHours = 24;

/** The way that a delivery takes. */
export interface Route {
  identityId: number;
  platform: ChatPlatform;
  workspaceId: string;
  externalId: string;
  /** The conversation with them, if one was opened, or the channel they are named in. */
  channelId: string | null;
}

export interface DueDelivery {
  deliveryId: number;
  userId: number;
  kind: 'message' | 'mention';
  /** Mentions of one group are one message, the same for each try; null for one that is a message of its own. */
  groupId: number | null;
  /** What a message says; null for a mention, and for a notice that this version does not know. */
  notice: NoticeView | null;
  /** When a try began that may have arrived unseen; null where none can have. */
  firstTriedAt: Date | null;
  route: Route;
}

/**
 * Claims what is due on one chat, the most urgent first, one of a person at a time: leased to the sender and marked as
 * being tried. By direct message to who wants those and has a chat that takes them, else by a mention in a community of
 * theirs, with others whom the same channel waits to name. What was read meanwhile, is too old, has no way that is open, or
 * names whom they may not see any more is let go. Returns what is to be sent, and whether anything was claimed or let go, so that there
 * may be more.
 *
 * One statement however many, and up to four in each language that read what the messages tell of.
 */
export const claimDeliveries = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { services } = ctx;
  const { sender, platforms, platform, most, mostNamed, pace } = input;
  const now = services.clock.now();
  const claimed = await services.database.query<ClaimedRow>(claimDue, [
    now.toString(),
    platforms,
    platform,
    most,
    sender,
    leaseSeconds,
    now.subtract({ hours: tooOldHours }).toString(),
    now.subtract({ hours: mentionHours }).toString(),
    pace?.perSecond ?? null,
    (pace?.aheadMs ?? 0) / 1_000,
    mostNamed,
  ]);
  const rows = await withoutUnreadable(services, claimed, sender);
  const views = await viewsOf(services, rows);
  const due = rows.flatMap((row): DueDelivery[] => {
    const {
      way: kind,
      deliveryId,
      userId,
      groupId,
      firstTriedAt,
      identityId,
      workspaceId,
      externalId,
      channelId,
    } = row;
    if (kind === null) return [];
    const route = { identityId, platform, workspaceId, externalId, channelId };
    const notice = views.get(row.notificationId) ?? null;
    return [{ deliveryId, userId, kind, groupId, notice, firstTriedAt, route }];
  });
  return { due, isMore: claimed.length > 0 };
});

/** When the next delivery is due of those that are not due yet; null where none waits. */
export const nextDeliveryAt = systemProcedure.query(async ({ ctx }) => {
  const { database, clock } = ctx.services;
  const [row] = await database.query<{ dueAt: Date }>(nextDueAt, [clock.now().toString()]);
  return row?.dueAt ?? null;
});

/**
 * NO-4: lets go of what names somebody whom its person may not see any more. What may have arrived already is repeated as it
 * was: a mention names nobody but its people, and a message that says less would pass for that one.
 */
async function withoutUnreadable(
  services: Services,
  rows: readonly ClaimedRow[],
  sender: string,
): Promise<readonly ClaimedRow[]> {
  const going = rows.filter(({ way, firstTriedAt }) => way === 'message' || (way === 'mention' && !firstTriedAt));
  const hidden = await unreadable(
    services,
    going.map(({ notificationId }) => notificationId),
  );
  if (hidden.size === 0) return rows;
  const dropped = going.filter(({ notificationId }) => hidden.has(notificationId)).map(({ deliveryId }) => deliveryId);
  await services.database.query(settleDropped, [dropped, sender, services.clock.now().toString()]);
  return rows.filter(({ deliveryId }) => !dropped.includes(deliveryId));
}

/** What the messages tell, by the notices' ids, each in its reader's language. */
async function viewsOf(services: Services, rows: readonly ClaimedRow[]): Promise<Map<number, NoticeView>> {
  const told = rows.filter(({ way }) => way === 'message').map((row) => ({ ...row, language: languageOf(row.locale) }));
  const views = await Promise.all(
    [...Map.groupBy(told, ({ language }) => language)].map(([language, group]) =>
      noticeViews(services, group.map(noticeOf), language),
    ),
  );
  return new Map(views.flat().map((view) => [view.id, view]));
}

const noticeOf = ({ notificationId: id, userId, noticeKind: kind, payload, createdAt }: ClaimedRow): NoticeRow => ({
  id,
  userId,
  kind,
  payload,
  createdAt,
  readAt: null,
});
