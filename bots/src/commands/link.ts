import { card } from '../cards/card.ts';
import { asMarkdown } from '../cards/markdown.ts';
import { type Command, defineCommand } from './command.ts';
import { text } from './options/plain.ts';

/** Without a code: makes one. With the code of another chat: joins the two accounts. */
export const link: Command = defineCommand({
  path: 'link',
  options: { code: text(20) },
  async run(ctx, { code }) {
    if (!code) {
      const made = await ctx.api.auth.startLink();
      return {
        card: card({
          sign: '🔗',
          title: ctx.say('link.title'),
          text: ctx.tell('link.text', { minutes: made.minutes }),
          fields: [{ name: ctx.say('link.code'), value: asMarkdown(`\`${made.code}\``) }],
          footer: ctx.say('link.footer'),
        }),
      };
    }
    await ctx.api.auth.completeLink({ code });
    return {
      card: card({
        sign: '🔗',
        title: ctx.say('link.done'),
        tone: 'celebrate',
        text: ctx.tell('link.done_text'),
        actions: [ctx.button('echo', ctx.say('echo.button'), {}, 'primary')],
      }),
    };
  },
});
