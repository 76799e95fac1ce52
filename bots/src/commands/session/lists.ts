import type { SessionView } from '@echochat/core/sessions/session-view.ts';
import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { required } from '../option.ts';
import { choice, page } from '../options/plain.ts';
import { session } from '../options/session.ts';
import { skill } from '../options/things.ts';
import { pageLink } from '../page-link.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';
import { sessionCard, sessionRow } from './cards.ts';
import { pollRow } from './poll-cards.ts';

/** So many that wait for an hour stand before what has one. */
const mostPolls = 3;

/** What the person hosts, said yes to, or was asked to. */
export const sessionMine: Command = defineCommand({
  path: 'session mine',
  options: { status: choice('scheduled', 'completed'), page },
  async run(ctx, { status, page }) {
    const isPast = status === 'completed';
    const [mine, polls, link] = await Promise.all([
      ctx.api.sessions.getMySessions(isPast ? { status: 'completed' } : {}),
      isPast || (page ?? 1) > 1 ? [] : ctx.api.sessions.getMyPolls(),
      pageLink(ctx, 'sessions', ctx.say('session.mine.page')),
    ]);
    const at = nearestPage(page, mine.length);
    const values: Record<string, string> = isPast ? { status: 'completed' } : {};
    return {
      card: card({
        sign: '🗓️',
        title: ctx.say(isPast ? 'session.mine.past' : 'session.mine.title'),
        text:
          mine.length === 0 && polls.length === 0
            ? ctx.tell(isPast ? 'session.mine.none_past' : 'session.mine.empty')
            : summary(ctx, mine, isPast),
        rows: [
          ...polls.slice(0, mostPolls).map((each) => pollRow(ctx, each)),
          ...mine.slice((at - 1) * pageSize, at * pageSize).map((each) => sessionRow(ctx, each)),
        ],
        links: [link],
        actions: [
          ctx.button('session create', ctx.say('session.create.button'), {}, 'primary'),
          ...pageButtons(ctx, at, mine.length, (label, next) =>
            ctx.button('session mine', label, { ...values, page: String(next) }),
          ),
          ctx.button('session upcoming', ctx.say('session.upcoming.button')),
          isPast
            ? ctx.button('session mine', ctx.say('session.mine.button'))
            : ctx.button('session mine', ctx.say('session.mine.past_button'), { status: 'completed' }),
        ],
        ...pageFooter(ctx, at, mine.length),
      }),
    };
  },
});

function summary(ctx: CommandContext, mine: readonly SessionView[], isPast: boolean) {
  if (isPast) return ctx.tell('session.mine.past_text', { count: mine.length });
  const asked = mine.filter(({ yourStatus }) => yourStatus === 'invited').length;
  return ctx.tell('session.mine.text', { count: mine.length, asked });
}

/** Public sessions to sit down in. */
export const sessionUpcoming: Command = defineCommand({
  path: 'session upcoming',
  options: { skill, page },
  async run(ctx, { skill, page }) {
    const about = skill ? { categoryId: skill.id } : {};
    const read = (at: number) =>
      ctx.api.sessions.getUpcomingSessions({ ...about, limit: pageSize, offset: (at - 1) * pageSize });
    let found = await read(Math.max(1, page ?? 1));
    const at = nearestPage(page, found.total);
    if (at !== Math.max(1, page ?? 1)) found = await read(at);
    const values: Record<string, string> = skill ? { skill: skill.slug } : {};
    return {
      card: card({
        sign: '🔭',
        title: ctx.say('session.upcoming.title'),
        text: ctx.tell(found.total === 0 ? 'session.upcoming.empty' : 'session.upcoming.text', { count: found.total }),
        rows: found.items.map((each) => sessionRow(ctx, each)),
        actions: [
          ctx.button('session create', ctx.say('session.create.button'), values, 'primary'),
          ctx.button('session mine', ctx.say('session.mine.button')),
          ...pageButtons(ctx, at, found.total, (label, next) =>
            ctx.button('session upcoming', label, { ...values, page: String(next) }),
          ),
        ],
        ...pageFooter(ctx, at, found.total),
      }),
    };
  },
});

export const sessionView: Command = defineCommand({
  path: 'session view',
  options: { session: required(session) },
  form: ['session'],
  run: async (ctx, { session }) => ({ card: sessionCard(ctx, session) }),
});
