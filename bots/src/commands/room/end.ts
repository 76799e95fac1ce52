import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { hidden, required } from '../option.ts';
import { yesNo } from '../options/plain.ts';
import { room } from '../options/things.ts';

/** Asks once where others are in it: it ends for them too. It can be opened again. */
export const roomEnd: Command = defineCommand({
  path: 'room end',
  options: { room: required(room), sure: hidden(yesNo) },
  form: ['room'],
  async run(ctx, { room, sure }) {
    const values = { room: String(room.id) };
    const others = room.people.filter(({ userId, isActive }) => isActive && userId !== ctx.actor.userId);
    if (!sure && others.length > 0 && (room.yourRole === 'host' || room.isYours)) {
      return {
        card: card({
          sign: '🚪',
          tone: 'trouble',
          title: ctx.say('room.end.ask', { title: room.title }),
          text: ctx.tell('room.end.ask_text', { count: others.length }),
          actions: [
            ctx.button('room end', ctx.say('room.end.sure'), { ...values, sure: 'yes' }, 'danger'),
            ctx.button('room join', ctx.say('room.leave.back'), values),
          ],
        }),
      };
    }
    await ctx.api.rooms.endRoom({ roomId: room.id });
    return {
      card: card({
        sign: '🌙',
        title: ctx.say('room.end.title', { title: room.title }),
        text: ctx.tell('room.end.text'),
        actions: [
          ctx.button('room reopen', ctx.say('room.reopen.button'), values),
          ctx.button('room mine', ctx.say('room.mine.button'), {}, 'primary'),
        ],
      }),
    };
  },
});
