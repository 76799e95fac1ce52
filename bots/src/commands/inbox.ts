import { card, type Row } from '../cards/card.ts';
import { type Command, defineCommand } from './command.ts';
import { noticeRow } from './notices.ts';
import { page } from './options/plain.ts';
import { pageLink } from './page-link.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from './parts.ts';

/** What is new. Having seen a page marks what is on it, and what is older, as read. */
export const inbox: Command = defineCommand({
  path: 'inbox',
  options: { page },
  async run(ctx, { page }) {
    const asked = Math.max(1, page ?? 1);
    const read = (at: number) => ctx.api.notifications.openInbox({ limit: pageSize, offset: (at - 1) * pageSize });
    const [first, link] = await Promise.all([read(asked), pageLink(ctx, 'inbox', ctx.say('inbox.page'))]);
    const at = nearestPage(asked, first.total);
    const found = at === asked ? first : await read(at);
    if (found.items.length === 0) {
      const actions = [ctx.button('match find', ctx.say('match.find.button'), {}, 'primary')];
      return { card: card({ sign: '📭', title: ctx.say('inbox.title'), text: ctx.tell('inbox.empty'), actions }) };
    }
    return {
      card: card({
        sign: '📬',
        title: ctx.say('inbox.title'),
        text: ctx.tell('inbox.text', { count: found.unread }),
        links: [link],
        rows: eachButtonOnce(found.items.map((notice) => noticeRow(ctx, notice))),
        actions: pageButtons(ctx, at, found.total, (label, next) => ctx.button('inbox', label, { page: String(next) })),
        ...pageFooter(ctx, at, found.total),
      }),
    };
  },
});

/** Several entries may lead to the same place, but an id stands on a card once: the newest entry keeps the button. */
function eachButtonOnce(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.map(({ action, ...row }) => {
    if (!action || seen.has(action.id)) return row;
    seen.add(action.id);
    return { ...row, action };
  });
}
