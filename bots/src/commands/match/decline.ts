import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { match } from '../options/things.ts';

export const matchDecline: Command = defineCommand({
  path: 'match decline',
  options: { match: required(match) },
  form: ['match'],
  async run(ctx, { match: matchId }) {
    const { match } = await ctx.api.matching.respondToMatch({ matchId, action: 'decline' });
    return {
      card: card({
        sign: '🍃',
        title: ctx.say('match.decline.title', { name: match.them.displayName }),
        text: ctx.tell('match.decline.text'),
        actions: [
          ctx.button('match find', ctx.say('match.find.button'), {}, 'primary'),
          ctx.button('match list', ctx.say('match.list.button')),
        ],
      }),
    };
  },
});
