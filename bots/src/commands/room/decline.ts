import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { roomInvitation } from '../options/things.ts';

/** No to an invitation into a room; it can be taken back as long as the invitation lasts, so nothing is asked. */
export const roomDecline: Command = defineCommand({
  path: 'room decline',
  options: { room: required(roomInvitation) },
  form: ['room'],
  async run(ctx, { room: roomId }) {
    const { title } = await ctx.api.rooms.declineRoomInvite({ roomId });
    return {
      card: card({
        sign: '🍃',
        title: ctx.say('room.decline.title', { title }),
        text: ctx.tell('room.decline.text'),
        actions: [ctx.button('room join', ctx.say('room.decline.undo'), { room: String(roomId) })],
      }),
    };
  },
});
