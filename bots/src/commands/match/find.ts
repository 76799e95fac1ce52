import { type Action, card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { askNewcomer } from '../echo.ts';
import { hidden } from '../option.ts';
import { integer, yesNo } from '../options/plain.ts';
import { pageSize } from '../parts.ts';
import { askingBeyond, bestMatchCard } from './cards.ts';

const soughtByDefault = 5;
const soughtAtMost = 25;

export const matchFind: Command = defineCommand({
  path: 'match find',
  options: { limit: integer(1, soughtAtMost), fresh: yesNo, beyond: hidden(yesNo) },
  async run(ctx, { limit, fresh, beyond }) {
    // Who has said nothing yet is asked what to look for.
    if (!ctx.actor.isOnboarded) return askNewcomer(ctx);
    if (beyond !== undefined) await ctx.api.communities.updateReach({ reach: beyond ? 'network' : 'community' });
    const { matches, created, isBetterBeyond } = await ctx.api.matching.generateMatches({
      limit: limit ?? soughtByDefault,
      forceRefresh: fresh,
    });
    const [best, ...others] = matches;
    if (best) {
      const found = ctx.tell('match.find.text', { count: created, total: matches.length });
      const shown = bestMatchCard(ctx, best, others.slice(0, pageSize - 1), found);
      if (isBetterBeyond) return { card: askingBeyond(ctx, shown, 'secondary') };
      return { card: { ...shown, actions: [...shown.actions, ...further(ctx, matches.length, created)] } };
    }
    if (isBetterBeyond)
      return {
        card: askingBeyond(
          ctx,
          card({ sign: '🔭', title: ctx.say('match.find.nobody'), text: ctx.tell('match.find.nobody_here') }),
          'primary',
        ),
      };
    return {
      card: card({
        sign: '🔭',
        title: ctx.say('match.find.nobody'),
        text: ctx.tell('match.find.nobody_text'),
        actions: [
          ctx.button('skills add', ctx.say('skills.add.button'), {}, 'primary'),
          ctx.button('discover suggestions', ctx.say('discover.suggestions.button')),
        ],
      }),
    };
  },
});

/** The rest of what was found; and where the open ones left no room for new ones, room. */
function further(ctx: CommandContext, open: number, created: number): Action[] {
  const limit = Math.min(open + soughtByDefault, soughtAtMost);
  return [
    ...(open > pageSize ? [ctx.button('match list', ctx.say('match.list.button'))] : []),
    ...(created === 0 && open < limit
      ? [ctx.button('match find', ctx.say('match.find.more'), { limit: String(limit) })]
      : []),
  ];
}
