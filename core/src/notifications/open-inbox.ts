import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { inboxInput, inboxPage } from './get-inbox.ts';
import { markUpTo } from './mark-read.ts';
import { noticeViews } from './notice-view.ts';

/**
 * NO-4: a page of the inbox, as getInbox gives it, that is seen by asking for it: what is on it, and what is older, is read
 * from now on. Of it is said whether it was.
 */
export const openInbox = protectedProcedure.input(inboxInput).mutation(async ({ ctx, input }) => {
  const { rows, total, unread } = await inboxPage(ctx, input);
  const [items] = await Promise.all([
    noticeViews(ctx.services, rows, localeOf(ctx.actor)),
    rows[0] && markUpTo(ctx, rows[0].id, input.group),
  ]);
  return { items, total, unread };
});
