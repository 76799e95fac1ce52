import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { room } from '../options/things.ts';
import { roomCard } from './cards.ts';

export const roomJoin: Command = defineCommand({
  path: 'room join',
  options: { room: required(room) },
  form: ['room'],
  async run(ctx, { room: { id: roomId } }) {
    const room = await ctx.api.rooms.getRoom({ roomId });
    return { card: await roomCard(ctx, room, { title: room.title, text: ctx.tell('room.join.text') }) };
  },
});
