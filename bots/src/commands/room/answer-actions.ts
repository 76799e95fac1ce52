import type { Action } from '../../cards/card.ts';
import type { CommandContext } from '../context.ts';

/** The two answers to a room that is offered for good. */
export function offerActions(ctx: CommandContext, roomId: number): Action[] {
  const values = { room: String(roomId) };
  return [
    ctx.button('room take', ctx.say('room.take.yes'), { ...values, answer: 'yes' }, 'primary'),
    ctx.button('room take', ctx.say('room.take.no'), { ...values, answer: 'no' }),
  ];
}

export const declineButton = (ctx: CommandContext, roomId: number): Action =>
  ctx.button('room decline', ctx.say('room.decline.button'), { room: String(roomId) });

/** The two answers to an invitation into a room. */
export function invitationActions(ctx: CommandContext, roomId: number): Action[] {
  const goIn = ctx.button('room join', ctx.say('room.join.button'), { room: String(roomId) }, 'primary');
  return [goIn, declineButton(ctx, roomId)];
}
