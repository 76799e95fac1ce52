import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { room } from '../options/things.ts';
import { roomAnswer } from './cards.ts';

export const roomReopen: Command = defineCommand({
  path: 'room reopen',
  options: { room: required(room) },
  opensRoom: true,
  form: ['room'],
  async run(ctx, { room: { id: roomId } }) {
    const room = await ctx.api.rooms.reopenRoom({ roomId });
    const isCopy = room.id !== roomId;
    return roomAnswer(ctx, room, ctx.tell(isCopy ? 'room.reopen.copy_text' : 'room.reopen.text'));
  },
});
