import type { Api } from '../../server/api.ts';

export type Inbox = Awaited<ReturnType<Api['notifications']['getInbox']['query']>>;

/** What is needed of a page of the inbox to show one of its notices as read. */
interface Page {
  items: readonly { id: number; isRead: boolean }[];
}

/** The page with one notice shown as read or as unread; the same page where that changes nothing. */
export function shownAs<P extends Page>(page: P, id: number, isRead: boolean): P {
  if (!page.items.some((notice) => notice.id === id && notice.isRead !== isRead)) return page;
  return { ...page, items: page.items.map((notice) => (notice.id === id ? { ...notice, isRead } : notice)) };
}
