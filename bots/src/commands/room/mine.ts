import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { page } from '../options/plain.ts';
import { partner } from '../options/things.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';
import { roomRow } from './cards.ts';

export const roomMine: Command = defineCommand({
  path: 'room mine',
  options: { partner, page },
  async run(ctx, { partner, page }) {
    const rooms = await ctx.api.rooms.getMyRooms(partner ? { partnershipId: partner.id } : {});
    const values: Record<string, string> = partner ? { partner: String(partner.id) } : {};
    const at = nearestPage(page, rooms.length);
    return {
      card: card({
        sign: '🗝️',
        title: partner
          ? ctx.say('room.mine.title_two', { name: partner.them.displayName })
          : ctx.say('room.mine.title'),
        text: ctx.tell(rooms.length === 0 ? 'room.mine.empty' : 'room.mine.text', { count: rooms.length }),
        rows: rooms.slice((at - 1) * pageSize, at * pageSize).map((room) => roomRow(ctx, room)),
        actions: [
          ctx.button('room create', ctx.say('room.create.button'), values, 'primary'),
          ctx.button('room list', ctx.say('room.list.button')),
          ...pageButtons(ctx, at, rooms.length, (label, next) =>
            ctx.button('room mine', label, { ...values, page: String(next) }),
          ),
        ],
        ...pageFooter(ctx, at, rooms.length),
      }),
    };
  },
});
