import type { RoomView } from '@echochat/core/rooms/room-view.ts';
import { type Action, card } from '../../cards/card.ts';
import { type Answer, type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { hidden, required } from '../option.ts';
import { choice, yesNo } from '../options/plain.ts';
import { person, room } from '../options/things.ts';

const role = choice('host', 'moderator', 'participant', 'owner', 'removed', 'back');
/** What is asked about first: it takes something away. */
const asked = ['owner', 'removed'] as const;

interface About {
  room: RoomView;
  person: { userId: number; handle: string; displayName: string };
}

/** Who leads a room, whose it is, and who may not be in it any more. */
export const roomSettings: Command = defineCommand({
  path: 'room settings',
  options: { room: required(room), person: required(person), role: required(role), sure: hidden(yesNo) },
  form: ['room', 'person', 'role'],
  async run(ctx, { room, person, role, sure }) {
    const about = { roomId: room.id, userId: person.userId };
    const first = asked.find((one) => one === role);
    if (first && !sure) return askFirst(ctx, { room, person }, first);
    if (role === 'removed') await ctx.api.rooms.removeParticipant(about);
    else if (role === 'back') await ctx.api.rooms.readmitParticipant(about);
    else if (role === 'owner') await ctx.api.rooms.offerRoom(about);
    else await ctx.api.rooms.setRole({ ...about, role });
    return {
      card: card({
        sign: '🗝️',
        title: ctx.say(`room.settings.${role}`, { name: person.displayName }),
        text: ctx.tell(role === 'removed' ? 'room.settings.removed_text' : 'room.settings.text', {
          title: room.title,
        }),
        actions: [
          ...(role === 'removed' ? [again(ctx, { room, person }, 'back', ctx.say('room.settings.undo'))] : []),
          ctx.button('room join', ctx.say('room.join.button'), { room: String(room.id) }, 'primary'),
        ],
      }),
    };
  },
});

function askFirst(ctx: CommandContext, about: About, role: (typeof asked)[number]): Answer {
  const { room, person } = about;
  const values = { name: person.displayName, title: room.title };
  return {
    card: card({
      sign: '🗝️',
      tone: 'trouble',
      title: ctx.say(`room.settings.ask_${role}`, values),
      text: ctx.tell(`room.settings.ask_${role}_text`, values),
      actions: [
        { ...again(ctx, about, role, ctx.say(`room.settings.sure_${role}`, values), 'yes'), style: 'danger' },
        ctx.button('room join', ctx.say('room.leave.back'), { room: String(room.id) }),
      ],
    }),
  };
}

const again = (ctx: CommandContext, { room, person }: About, role: string, label: string, sure = ''): Action =>
  ctx.button('room settings', label, {
    ...{ room: String(room.id), person: `@${person.handle}`, role },
    ...(sure === '' ? {} : { sure }),
  });
