import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { room } from '../options/things.ts';
import { madeCard } from './made-card.ts';

export const roomMade: Command = defineCommand({
  path: 'room made',
  options: { room: required(room) },
  form: ['room'],
  async run(ctx, { room }) {
    const made = await ctx.api.rooms.getMade({ roomId: room.id });
    return { card: madeCard(ctx, made, ctx.say('room.made.title', { title: made.room.title })) };
  },
});
