import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { person, room } from '../options/things.ts';

export const roomInvite: Command = defineCommand({
  path: 'room invite',
  options: { room: required(room), person: required(person) },
  form: ['room', 'person'],
  async run(ctx, { room, person }) {
    const { displayName } = await ctx.api.rooms.inviteToRoom({ roomId: room.id, userId: person.userId });
    const values = { room: String(room.id) };
    return {
      card: card({
        sign: '✉️',
        title: ctx.say('room.invite.title', { name: displayName }),
        text: ctx.tell('room.invite.text', { name: displayName, title: room.title }),
        actions: [
          ctx.button('room join', ctx.say('room.join.button'), values, 'primary'),
          ctx.button('room invite', ctx.say('room.invite.another'), values),
        ],
      }),
    };
  },
});
