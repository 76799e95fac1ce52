import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { askFor } from '../form-of.ts';
import { choice, text, yesNo } from '../options/plain.ts';

export const profileEdit: Command = defineCommand({
  path: 'profile edit',
  options: {
    headline: text(200),
    bio: text(500, true),
    location: text(100),
    languages: text(200),
    meet: choice('any', 'video', 'audio', 'chat'),
    website: text(200),
    github: text(200),
    linkedin: text(200),
    mentor: yesNo,
    seeking: yesNo,
  },
  form: ['headline', 'bio', 'location', 'languages', 'meet'],
  async run(ctx, given) {
    if (Object.values(given).every((value) => value === undefined)) {
      const mine = await ctx.api.profile.getMyProfile();
      return askFor(ctx, profileEdit, {
        headline: mine.headline ?? '',
        bio: mine.bio ?? '',
        location: mine.location ?? '',
        languages: mine.languages.join(', '),
        meet: mine.preferredSessionType,
      });
    }
    const { headline, bio, location, languages, meet, website, github, linkedin, mentor, seeking } = given;
    await ctx.api.profile.updateMyProfile({
      headline,
      bio,
      location,
      website,
      github,
      linkedIn: linkedin,
      languages: languages
        ?.split(/[,;]/)
        .map((part) => part.trim())
        .filter(Boolean),
      preferredSessionType: meet,
      isOpenToMentoring: mentor,
      isSeekingMentor: seeking,
    });
    return {
      card: card({
        sign: '✨',
        title: ctx.say('profile.edit.title'),
        tone: 'learn',
        text: ctx.tell('profile.edit.text'),
        actions: [
          ctx.button('profile view', ctx.say('profile.view.mine'), {}, 'primary'),
          ctx.button('profile availability', ctx.say('profile.availability.button')),
        ],
      }),
    };
  },
});
