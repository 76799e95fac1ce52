import type { PollHourView, PollView } from '@echochat/core/sessions/polls/poll-view.ts';
import { type Action, type Card, card, type Row } from '../../cards/card.ts';
import { escapeMarkdown, joinMarkdown, type Markdown, shorten } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';
import { elsewhereText, lengthText } from './times.ts';

export const othersOf = ({ actor }: CommandContext, { people }: PollView) =>
  people.filter(({ userId }) => userId !== actor.userId);

/** The hours with who can, in everybody's time; the step that is next for who looks at it. */
export function pollCard(ctx: CommandContext, poll: PollView, said?: Markdown): Card {
  const waiting = poll.people.filter(({ hasAnswered }) => !hasAnswered).map(({ displayName }) => displayName);
  const isOpen = poll.status === 'open';
  return card({
    sign: '🗳️',
    tone: poll.status === 'agreed' ? 'celebrate' : 'act',
    title: ctx.say(`session.poll.title_${poll.status}`, { title: poll.title }),
    text: joinMarkdown(
      [
        said ?? ctx.tell(`session.poll.text_${poll.status}`),
        ...(isOpen && waiting.length > 0
          ? [ctx.tell('session.poll.waiting', { names: ctx.list(waiting.map((name) => shorten(name, 40))) })]
          : []),
      ],
      '\n',
    ),
    rows: isOpen ? poll.hours.map((hour) => hourRow(ctx, poll, hour)) : [],
    actions: actionsFor(ctx, poll),
    footer: ctx.say(isOpen ? 'session.poll.footer' : 'session.poll.footer_over', {
      when: ctx.when(poll.closesAt),
      length: lengthText(ctx, poll.duration),
    }),
  });
}

function hourRow(ctx: CommandContext, poll: PollView, { id, at, userIds }: PollHourView): Row {
  const names = poll.people.filter(({ userId }) => userIds.includes(userId)).map(({ displayName }) => displayName);
  const who =
    names.length === 0
      ? ctx.tell('session.poll.nobody')
      : ctx.tell('session.poll.who', {
          count: names.length,
          all: poll.people.length,
          names: ctx.list(names.map((name) => shorten(name, 40))),
        });
  const take = ctx.button('session settle', ctx.say('session.poll.take'), { poll: String(poll.id), hour: String(id) });
  return {
    sign: userIds.includes(ctx.actor.userId) ? '✅' : '🗓️',
    title: ctx.when(at),
    text: joinMarkdown([elsewhereText(ctx, at, othersOf(ctx, poll)) ?? ctx.tell('session.find.same'), who], '\n'),
    ...(poll.hostId === ctx.actor.userId ? { action: take } : {}),
  };
}

function actionsFor(ctx: CommandContext, poll: PollView): Action[] {
  const values = { poll: String(poll.id) };
  const isHost = poll.hostId === ctx.actor.userId;
  const again = ctx.button('session find', ctx.say('session.find.button'), {}, 'primary');
  if (poll.status === 'agreed')
    return poll.sessionId === null
      ? [again]
      : [ctx.button('session view', ctx.say('session.view.button'), { session: String(poll.sessionId) }, 'primary')];
  if (poll.status === 'closed') return [isHost ? again : ctx.button('session mine', ctx.say('session.mine.button'))];
  return [
    ctx.button(
      'session vote',
      ctx.say(poll.youAnswered ? 'session.poll.change' : 'session.poll.answer'),
      values,
      poll.youAnswered ? 'secondary' : 'primary',
    ),
    ...(isHost
      ? [ctx.button('session settle', ctx.say('session.poll.off'), { ...values, off: 'yes' }, 'danger')]
      : [ctx.button('session vote', ctx.say('session.poll.none'), { ...values, none: 'yes' })]),
    ctx.button('session poll', ctx.say('session.poll.refresh'), values),
  ];
}

/** A poll as one entry of a list. */
export const pollRow = (ctx: CommandContext, poll: PollView): Row => ({
  sign: '🗳️',
  title: poll.title,
  text: joinMarkdown(
    [
      ctx.tell(poll.youAnswered ? 'session.poll.row_answered' : 'session.poll.row', { count: poll.hours.length }),
      escapeMarkdown(ctx.say('session.poll.until', { when: ctx.when(poll.closesAt) })),
    ],
    '\n',
  ),
  action: poll.youAnswered
    ? ctx.button('session poll', ctx.say('session.view.button'), { poll: String(poll.id) })
    : ctx.button('session vote', ctx.say('session.poll.answer'), { poll: String(poll.id) }),
});
