import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { text } from '../options/plain.ts';

export const profileAvatar: Command = defineCommand({
  path: 'profile avatar',
  options: { url: required(text(2_000)) },
  form: ['url'],
  async run(ctx, { url }) {
    const { avatarUrl } = await ctx.api.profile.updateAvatar({ avatarUrl: url });
    return {
      card: card({
        sign: '🖼️',
        title: ctx.say('profile.avatar.title'),
        tone: 'learn',
        text: ctx.tell('profile.avatar.text'),
        picture: { url: avatarUrl, alt: ctx.say('profile.view.picture', { name: ctx.actor.displayName }) },
        actions: [ctx.button('profile view', ctx.say('profile.view.mine'), {}, 'primary')],
      }),
    };
  },
});
