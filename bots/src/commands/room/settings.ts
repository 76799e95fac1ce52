import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { choice } from '../options/plain.ts';
import { person, room } from '../options/things.ts';

/** Who leads a room, and who may not be in it any more. */
export const roomSettings: Command = defineCommand({
  path: 'room settings',
  options: {
    room: required(room),
    person: required(person),
    role: required(choice('host', 'moderator', 'participant', 'removed')),
  },
  form: ['room', 'person', 'role'],
  async run(ctx, { room, person, role }) {
    const about = { roomId: room.id, userId: person.userId };
    if (role === 'removed') await ctx.api.rooms.removeParticipant(about);
    else await ctx.api.rooms.setRole({ ...about, role });
    return {
      card: card({
        sign: '🗝️',
        title: ctx.say(`room.settings.${role}`, { name: person.displayName }),
        text: ctx.tell('room.settings.text', { title: room.title }),
        actions: [ctx.button('room join', ctx.say('room.join.button'), { room: String(room.id) }, 'primary')],
      }),
    };
  },
});
