import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { integer, text, yesNo } from '../options/plain.ts';
import { partner } from '../options/things.ts';

export const matchFeedback: Command = defineCommand({
  path: 'match feedback',
  options: {
    partner: required(partner),
    rating: required(integer(1, 5)),
    recommend: required(yesNo),
    comment: text(1_000, true),
  },
  form: ['partner', 'rating', 'recommend', 'comment'],
  async run(ctx, { partner, rating, recommend, comment }) {
    const { changed } = await ctx.api.matching.giveFeedback({
      partnershipId: partner.id,
      rating,
      wouldRecommend: recommend,
      comment,
    });
    const name = partner.them.displayName;
    return {
      card: card({
        sign: '💬',
        title: ctx.say(changed ? 'match.feedback.changed' : 'match.feedback.title', { name }),
        tone: 'learn',
        text: ctx.tell('match.feedback.text'),
        actions: [
          ctx.button('match partners', ctx.say('match.partners.button'), {}, 'primary'),
          ctx.button('skills endorse', ctx.say('skills.endorse.button'), { person: `@${partner.them.handle}` }),
        ],
      }),
    };
  },
});
