import { card } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import { page } from '../options/plain.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';

/** As many as are worth leafing through. */
const featured = 25;

export const discoverMentors: Command = defineCommand({
  path: 'discover mentors',
  options: { page },
  async run(ctx, { page }) {
    const mentors = await ctx.api.discovery.getFeaturedMentors({ limit: featured });
    const at = nearestPage(page, mentors.length);
    return {
      card: card({
        sign: '🌟',
        title: ctx.say('discover.mentors.title'),
        tone: 'teach',
        text: ctx.tell(mentors.length === 0 ? 'discover.mentors.empty' : 'discover.mentors.text'),
        rows: mentors.slice((at - 1) * pageSize, at * pageSize).map((mentor) => ({
          title: mentor.displayName,
          text: asMarkdown(
            [
              escapeMarkdown(mentor.teaches.map((skill) => `${skill.icon} ${skill.name}`).join(', ')),
              escapeMarkdown(
                [
                  ctx.say('skills.endorsements', { count: mentor.endorsements }),
                  ...(mentor.rating === null ? [] : [ctx.say('discover.mentors.rating', { rating: mentor.rating })]),
                ].join(' · '),
              ),
            ].join('\n'),
          ),
          tone: 'teach' as const,
          action: ctx.button('profile view', ctx.say('match.profile'), { person: `@${mentor.handle}` }),
        })),
        actions: [
          ctx.button('match find', ctx.say('match.find.button'), {}, 'primary'),
          ...pageButtons(ctx, at, mentors.length, (label, next) =>
            ctx.button('discover mentors', label, { page: String(next) }),
          ),
        ],
        ...pageFooter(ctx, at, mentors.length),
      }),
    };
  },
});
