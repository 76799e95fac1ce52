import { type Command, defineCommand } from '../command.ts';
import { integer, text, yesNo } from '../options/plain.ts';
import { partner, skill } from '../options/things.ts';
import { roomAnswer } from './cards.ts';

export const roomCreate: Command = defineCommand({
  path: 'room create',
  options: { title: text(200), partner, skill, seats: integer(2, 50), private: yesNo },
  opensRoom: true,
  async run(ctx, { title, partner, skill, seats, private: isPrivate }) {
    const name = ctx.actor.displayName;
    const room = await ctx.api.rooms.createRoom({
      title:
        title ||
        (partner
          ? ctx.say('room.title_two', { name, partner: partner.them.displayName })
          : ctx.say('room.title_one', { name })),
      ...(partner ? { partnershipId: partner.id } : {}),
      ...(skill ? { categoryId: skill.id } : {}),
      ...(seats === undefined ? {} : { maxParticipants: seats }),
      isPublic: !isPrivate,
    });
    const told = partner
      ? ctx.tell('room.create.for_two', { name: partner.them.displayName })
      : ctx.tell(room.isPublic ? 'room.create.public' : 'room.create.private');
    return roomAnswer(ctx, room, told);
  },
});
