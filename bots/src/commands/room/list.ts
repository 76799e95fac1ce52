import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { page } from '../options/plain.ts';
import { skill } from '../options/things.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';
import { roomRow } from './cards.ts';

export const roomList: Command = defineCommand({
  path: 'room list',
  options: { skill, page },
  async run(ctx, { skill, page }) {
    const about = skill ? { categoryId: skill.id } : {};
    const offset = ((page ?? 1) - 1) * pageSize;
    const { items, total } = await ctx.api.rooms.getPublicRooms({ ...about, limit: pageSize, offset });
    const at = nearestPage(page, total);
    const values = skill ? { skill: skill.slug } : {};
    return {
      card: card({
        sign: '🚪',
        title: ctx.say('room.list.title'),
        text: ctx.tell(total === 0 ? 'room.list.empty' : 'room.list.text', { count: total }),
        rows: items.map((room) => roomRow(ctx, room)),
        actions: [
          ctx.button('room create', ctx.say('room.create.button'), values, 'primary'),
          ctx.button('room mine', ctx.say('room.mine.button')),
          ...pageButtons(ctx, at, total, (label, next) =>
            ctx.button('room list', label, { ...values, page: String(next) }),
          ),
        ],
        ...pageFooter(ctx, at, total),
      }),
    };
  },
});
