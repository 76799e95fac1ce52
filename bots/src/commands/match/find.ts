import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { askNewcomer } from '../echo.ts';
import { integer, yesNo } from '../options/plain.ts';
import { bestMatchCard } from './cards.ts';

const shownByDefault = 5;

export const matchFind: Command = defineCommand({
  path: 'match find',
  options: { limit: integer(1, 10), fresh: yesNo },
  async run(ctx, { limit, fresh }) {
    // Who has said nothing yet is asked what to look for.
    if (!ctx.actor.isOnboarded) return askNewcomer(ctx);
    const { matches, created } = await ctx.api.matching.generateMatches({
      limit: limit ?? shownByDefault,
      forceRefresh: fresh,
    });
    const [best, ...others] = matches;
    if (best)
      return {
        card: bestMatchCard(ctx, best, others, ctx.tell('match.find.text', { count: created, total: matches.length })),
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
