import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { choice, page } from '../options/plain.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';
import { bestMatchCard, matchRow } from './cards.ts';

export const matchList: Command = defineCommand({
  path: 'match list',
  options: { status: choice('pending', 'accepted', 'declined'), page },
  async run(ctx, { status = 'pending', page }) {
    const asked = Math.max(1, page ?? 1);
    const read = (at: number) => ctx.api.matching.getMatches({ status, limit: pageSize, offset: (at - 1) * pageSize });
    let { items, total } = await read(asked);
    const at = nearestPage(asked, total);
    if (at !== asked) ({ items, total } = await read(at));

    const find = ctx.button('match find', ctx.say('match.find.button'), {}, 'primary');
    const [only] = items;
    if (!only) {
      const title = ctx.say(`match.list.${status}`);
      return { card: card({ sign: '🤝', title, text: ctx.tell(`match.list.empty_${status}`), actions: [find] }) };
    }
    if (total === 1) return { card: bestMatchCard(ctx, only, []) };
    return {
      card: card({
        sign: '🤝',
        title: ctx.say(`match.list.${status}`),
        text: ctx.tell('match.list.text', { count: total }),
        rows: items.map((match) => matchRow(ctx, match)),
        actions: [
          find,
          ...pageButtons(ctx, at, total, (label, next) =>
            ctx.button('match list', label, { status, page: String(next) }),
          ),
        ],
        ...pageFooter(ctx, at, total),
      }),
    };
  },
});
