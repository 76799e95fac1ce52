import type { NoticeView } from '@echochat/core/notifications/notice-view.ts';
import type { Action } from '../../cards/card.ts';
import type { CommandContext } from '../context.ts';

/** What can be done about being asked which hours suit. */
export function pollActions(ctx: CommandContext, { id, status }: NonNullable<NoticeView['poll']>): Action[] {
  const values = { poll: String(id) };
  const look = (style: Action['style']) => ctx.button('session poll', ctx.say('session.poll.look'), values, style);
  if (status !== 'open') return [look('primary')];
  return [
    ctx.button('session vote', ctx.say('session.poll.answer'), values, 'primary'),
    ctx.button('session vote', ctx.say('session.poll.none'), { ...values, none: 'yes' }),
    look('secondary'),
  ];
}

/** What can be done about a notice of a session, the one thing to do next first. */
export function sessionActions(ctx: CommandContext, { kind, session, partnershipId, answer }: NoticeView): Action[] {
  if (!session) return [ctx.button('session mine', ctx.say('session.mine.button'), {}, 'primary')];
  const values = { session: String(session.id) };
  const isOver = session.status === 'cancelled' || session.status === 'completed';
  const look = ctx.button('session view', ctx.say('session.view.button'), values);
  const accept = ctx.button('session accept', ctx.say('session.accept.button'), values, 'primary');
  const decline = ctx.button('session decline', ctx.say('session.decline.button'), values);
  const goIn = ctx.button('session join', ctx.say('session.join.button'), values, 'primary');
  const another = ctx.button('session create', ctx.say('session.create.another'), {}, 'primary');
  const free = (step: 'ping' | 'wait' | 'free', style: Action['style'] = 'secondary') =>
    ctx.button('session late', ctx.say(`session.late.${step}`), { ...values, step }, style);
  if (isOver && kind !== 'session.completed') return [another];
  switch (kind) {
    case 'session.invited':
      return [accept, decline, look];
    case 'session.seat':
      return [ctx.button('session accept', ctx.say('session.accept.seat'), values, 'primary'), decline];
    case 'session.answered':
      return answer === 'declined'
        ? [ctx.button('session find', ctx.say('session.find.button'), values, 'primary'), look]
        : [{ ...look, style: 'primary' }];
    case 'session.agreed':
      return [ctx.button('session calendar', ctx.say('session.calendar.button'), values, 'primary'), look, decline];
    case 'session.moved':
      return [{ ...look, style: 'primary' }, decline];
    case 'session.removed':
      return [ctx.button('session upcoming', ctx.say('session.upcoming.button'), {}, 'primary')];
    case 'session.reminder':
      return [
        { ...look, style: 'primary' },
        ctx.button('session remind', ctx.say('session.remind.later'), { ...values, minutes: '10' }),
        ctx.button('session remind', ctx.say('session.remind.mute'), { ...values, mute: 'yes' }),
        decline,
      ];
    case 'session.starting':
    case 'session.missed':
      return [goIn, decline];
    case 'session.waited-for':
      return [goIn];
    case 'session.late':
      return [free('ping', 'primary'), free('wait'), free('free')];
    case 'session.completed': {
      const partner = partnershipId === null ? {} : { partner: String(partnershipId) };
      return [
        ctx.button('match feedback', ctx.say('match.feedback.button'), partner, 'primary'),
        ctx.button('session find', ctx.say('session.create.another'), partner),
      ];
    }
    default:
      return [another];
  }
}
