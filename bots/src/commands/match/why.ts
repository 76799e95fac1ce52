import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { match } from '../options/things.ts';
import { whyCard } from './cards.ts';

export const matchWhy: Command = defineCommand({
  path: 'match why',
  options: { match: required(match) },
  form: ['match'],
  aside: true,
  run: async (ctx, { match }) => ({ card: whyCard(ctx, await ctx.api.matching.explainMatch({ matchId: match })) }),
});
