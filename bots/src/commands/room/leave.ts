import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { room } from '../options/things.ts';

export const roomLeave: Command = defineCommand({
  path: 'room leave',
  options: { room: required(room) },
  form: ['room'],
  async run(ctx, { room }) {
    await ctx.api.rooms.leaveRoom({ roomId: room.id });
    return {
      card: card({
        sign: '👋',
        title: ctx.say('room.leave.title', { title: room.title }),
        text: ctx.tell('room.leave.text'),
        actions: [
          ctx.button('room join', ctx.say('room.leave.back'), { room: String(room.id) }, 'primary'),
          ctx.button('room list', ctx.say('room.list.button')),
        ],
      }),
    };
  },
});
