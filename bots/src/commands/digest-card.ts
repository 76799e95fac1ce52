import { type Card, card } from '../cards/card.ts';
import type { CommandContext } from './context.ts';
import { pageSize } from './parts.ts';
import { sessionRow } from './session/cards.ts';

const aheadMs = 7 * 86_400_000;

/** The week ahead, as it is when the card is looked at: sessions, matches that wait, news that was not read. */
export async function digestCard(ctx: CommandContext): Promise<Card> {
  const [mine, matches, { unread }] = await Promise.all([
    ctx.api.sessions.getMySessions({}),
    ctx.api.matching.getMatches({ status: 'pending', limit: 25 }),
    ctx.api.notifications.getInbox({ limit: 1 }),
  ]);
  const until = ctx.now.epochMilliseconds + aheadMs;
  const week = mine.filter(({ scheduledAt }) => scheduledAt.getTime() <= until);
  const waiting = matches.items.filter(({ youAccepted }) => !youAccepted).length;
  return card({
    sign: '🌊',
    tone: 'learn',
    title: ctx.say('notices.digest.title'),
    text: ctx.tell('notices.digest.week', { sessions: week.length, matches: waiting }),
    rows: week.slice(0, pageSize).map((session) => sessionRow(ctx, session)),
    actions: [
      week.length > 0 || waiting === 0
        ? ctx.button('session mine', ctx.say('session.mine.button'), {}, 'primary')
        : ctx.button('match list', ctx.say('match.list.button'), {}, 'primary'),
      ...(week.length > 0 && waiting > 0 ? [ctx.button('match list', ctx.say('match.list.button'))] : []),
      ctx.button('inbox', ctx.say('inbox.button_count', { count: unread })),
    ],
    footer: ctx.say('notices.digest.footer'),
  });
}
