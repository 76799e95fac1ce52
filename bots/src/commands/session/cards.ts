import type { SessionPerson, SessionView } from '@echochat/core/sessions/session-view.ts';
import { type Action, type Card, card, type Row } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown, joinMarkdown, type Markdown, shorten } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';
import { blockOrReport } from '../safety/block-or-report.ts';
import { timeText } from './times.ts';

/** The room opens so long before; core decides, this only shows the button. */
const earlyMs = 15 * 60_000;

const valuesOf = ({ id }: SessionView) => ({ session: String(id) });

/** A session: when it is for everybody, who is in it, and the step that is next for who looks at it. */
export function sessionCard(
  ctx: CommandContext,
  session: SessionView,
  said: { text?: Markdown; title?: string; sign?: string; tone?: Card['tone'] } = {},
): Card {
  const others = session.people.filter(({ userId, status }) => userId !== ctx.actor.userId && status !== 'declined');
  return card({
    sign: said.sign ?? session.category?.icon ?? '🗓️',
    title: said.title ?? session.title,
    ...(said.tone ? { tone: said.tone } : {}),
    text: joinMarkdown(
      [
        said.text ?? stateText(ctx, session),
        ...(session.hasBlocked ? [ctx.tell('session.states.blocked')] : []),
        timeText(ctx, session.scheduledAt, session.duration, others),
      ],
      '\n',
    ),
    fields: [
      { name: ctx.say('session.people'), value: peopleText(ctx, session) },
      ...(session.maxParticipants > 2
        ? [
            {
              name: ctx.say('room.seats'),
              value: ctx.tell('room.seats_text', { taken: session.taken, seats: session.maxParticipants }),
            },
          ]
        : []),
      ...(session.repeat ? [{ name: ctx.say('session.repeats'), value: repeatText(ctx, session) }] : []),
      ...(session.description
        ? [{ name: ctx.say('session.about'), value: escapeMarkdown(shorten(session.description, 300)) }]
        : []),
    ],
    actions: actionsFor(ctx, session),
    selects: blockOrReport(ctx, others, { session: session.id }),
    footer: ctx.say(session.isPublic ? 'session.footer_public' : 'session.footer'),
  });
}

/** A session as one entry of a list. */
export function sessionRow(ctx: CommandContext, session: SessionView): Row {
  const [next] = actionsFor(ctx, session);
  const others = session.people.filter(({ userId, status }) => userId !== ctx.actor.userId && status !== 'declined');
  return {
    sign: session.category?.icon ?? '🗓️',
    title: session.title,
    text: joinMarkdown(
      [
        timeText(ctx, session.scheduledAt, session.duration, others),
        joinMarkdown([stateText(ctx, session), peopleText(ctx, session)], ' · '),
      ],
      '\n',
    ),
    action: {
      ...(next?.style === 'primary' && isOpen(session) && !next.id.startsWith('session.calendar')
        ? next
        : view(ctx, session)),
      style: 'secondary',
    },
  };
}

const view = (ctx: CommandContext, session: SessionView): Action =>
  ctx.button('session view', ctx.say('session.view.button'), valuesOf(session));

const isOpen = ({ status }: SessionView): boolean => status === 'scheduled' || status === 'in_progress';

function stateText(ctx: CommandContext, session: SessionView): Markdown {
  switch (session.status) {
    case 'cancelled':
      return ctx.tell('session.states.cancelled');
    case 'completed':
      return ctx.tell(
        session.yourStatus === 'attended'
          ? 'session.states.attended'
          : session.yourStatus === 'no_show'
            ? 'session.states.missed'
            : 'session.states.over',
      );
    case 'in_progress':
      return ctx.tell('session.states.now');
    case 'scheduled':
      if (session.offeredUntil) return ctx.tell('session.states.offered', { until: ctx.when(session.offeredUntil) });
      return ctx.tell(`session.states.${standingOf(session)}`);
  }
}

function standingOf({ yourStatus, people, youLead }: SessionView) {
  if (yourStatus === 'invited') return 'asked';
  if (yourStatus === 'waiting') return 'waiting';
  if (yourStatus === 'declined') return 'declined';
  if (yourStatus === null) return 'open';
  const isSettled = people.filter(({ status }) => status === 'accepted').length > 1;
  return isSettled || !youLead ? 'settled' : 'unanswered';
}

const marks: Readonly<Record<SessionPerson['status'], string>> = {
  accepted: '✓',
  attended: '✓',
  invited: '…',
  waiting: '⏳',
  declined: '✗',
  no_show: '–',
};

function peopleText(ctx: CommandContext, { people }: SessionView): Markdown {
  const names = people
    .slice(0, 6)
    .map(({ displayName, status }) => `${escapeMarkdown(shorten(displayName, 40))} ${marks[status]}`);
  const more = people.length - names.length;
  const items = names.join(', ');
  return asMarkdown(more > 0 ? `${items} +${more}` : items || ctx.say('room.nobody'));
}

function repeatText(ctx: CommandContext, { repeat }: SessionView): Markdown {
  if (!repeat) return asMarkdown('');
  const every = ctx.say(`choices.${repeat.every}`);
  if (repeat.count !== undefined) return ctx.tell('session.repeat_times', { every, count: repeat.count });
  if (repeat.until !== undefined) {
    const day = new Intl.DateTimeFormat(ctx.region, { dateStyle: 'medium', timeZone: 'UTC' });
    return ctx.tell('session.repeat_until', { every, until: day.format(new Date(`${repeat.until}T00:00:00Z`)) });
  }
  return escapeMarkdown(every);
}

function actionsFor(ctx: CommandContext, session: SessionView): Action[] {
  const values = valuesOf(session);
  const accept = (label: 'session.accept.button' | 'session.accept.join' | 'session.accept.seat') =>
    ctx.button('session accept', ctx.say(label), values, 'primary');
  const decline = ctx.button('session decline', ctx.say('session.decline.button'), values);
  const goIn = ctx.button('session join', ctx.say('session.join.button'), values, 'primary');
  if (!isOpen(session))
    return [ctx.button('session create', ctx.say('session.create.another'), againWith(session), 'primary')];
  const isSeated = session.yourStatus === 'accepted';
  if (session.status === 'in_progress') return isSeated ? [goIn] : [];
  if (session.offeredUntil) return [accept('session.accept.seat'), decline];
  if (session.yourStatus === 'invited') return [accept('session.accept.button'), decline, move(ctx, session)].flat();
  if (session.yourStatus === 'waiting') return [decline];
  if (!isSeated) return [accept('session.accept.join')];
  const soon = session.scheduledAt.getTime() - ctx.now.epochMilliseconds <= earlyMs;
  return [
    ...(soon ? [goIn] : []),
    ctx.button('session calendar', ctx.say('session.calendar.button'), values, soon ? 'secondary' : 'primary'),
    ...move(ctx, session),
    ...(session.youLead || session.isPublic
      ? [ctx.button('session invite', ctx.say('session.invite.button'), values)]
      : []),
    ...remove(ctx, session),
    session.youLead ? ctx.button('session cancel', ctx.say('session.cancel.button'), values, 'danger') : decline,
    ctx.button('session remind', ctx.say(session.isMuted ? 'session.remind.unmute' : 'session.remind.mute'), {
      ...values,
      mute: session.isMuted ? 'no' : 'yes',
    }),
  ];
}

const move = (ctx: CommandContext, session: SessionView): Action[] =>
  session.youLead ? [ctx.button('session reschedule', ctx.say('session.reschedule.button'), valuesOf(session))] : [];

/** Its host may take others out. */
const remove = (ctx: CommandContext, session: SessionView): Action[] =>
  session.hostId === ctx.actor.userId && removable(session).length > 0
    ? [ctx.button('session remove', ctx.say('session.remove.button'), valuesOf(session))]
    : [];

/** Whom its host may take out: who has a seat, waits for one, or has not answered. */
export const removable = ({ people, hostId }: SessionView): SessionPerson[] =>
  people.filter(({ userId, status }) => userId !== hostId && status !== 'declined');

const againWith = ({ partnershipId }: SessionView): Record<string, string> =>
  partnershipId === null ? {} : { partner: String(partnershipId) };
