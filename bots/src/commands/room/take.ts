import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { yesNo } from '../options/plain.ts';
import { room } from '../options/things.ts';

/** The answer to a room that its owner offers for good. */
export const roomTake: Command = defineCommand({
  path: 'room take',
  options: { room: required(room), answer: required(yesNo) },
  form: ['room', 'answer'],
  async run(ctx, { room, answer }) {
    await ctx.api.rooms.answerOffer({ roomId: room.id, isAccepted: answer });
    const said = answer ? 'taken' : 'declined';
    return {
      card: card({
        sign: '🗝️',
        title: ctx.say(`room.take.${said}`, { title: room.title }),
        text: ctx.tell(`room.take.${said}_text`),
        actions: [ctx.button('room join', ctx.say('room.join.button'), { room: String(room.id) }, 'primary')],
      }),
    };
  },
});
