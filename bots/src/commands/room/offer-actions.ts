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
