import { type Command, defineCommand } from '../command.ts';
import { hidden, required } from '../option.ts';
import { yesNo } from '../options/plain.ts';
import { room } from '../options/things.ts';
import { roomAnswer } from './cards.ts';

export const roomJoin: Command = defineCommand({
  path: 'room join',
  options: { room: required(room), sure: hidden(yesNo) },
  opensRoom: true,
  form: ['room'],
  async run(ctx, { room: { id: roomId }, sure = false }) {
    const room = await ctx.api.rooms.getRoom({ roomId });
    return roomAnswer(ctx, room, ctx.tell('room.join.text'), sure);
  },
});
