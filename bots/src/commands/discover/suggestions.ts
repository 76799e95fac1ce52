import { card } from '../../cards/card.ts';
import { joinMarkdown } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import { pageSize } from '../parts.ts';

export const discoverSuggestions: Command = defineCommand({
  path: 'discover suggestions',
  options: {},
  async run(ctx) {
    const suggestions = await ctx.api.discovery.getSkillSuggestions();
    return {
      card: card({
        sign: '💡',
        title: ctx.say('discover.suggestions.title'),
        tone: 'learn',
        text: ctx.tell(suggestions.length === 0 ? 'discover.suggestions.empty' : 'discover.suggestions.text'),
        rows: suggestions.slice(0, pageSize).map(({ category, teachers, because }) => ({
          sign: category.icon,
          title: category.name,
          text: joinMarkdown(
            [
              ctx.tell('discover.suggestions.teachers', { count: teachers }),
              ...(because === null ? [] : [ctx.tell('discover.suggestions.because', { skill: because })]),
            ],
            ' · ',
          ),
          tone: 'learn' as const,
          action: ctx.button('skills add', ctx.say('discover.suggestions.want'), {
            skill: category.slug,
            kind: 'learn',
          }),
        })),
        actions: [
          ctx.button('skills browse', ctx.say('skills.browse.button'), {}, 'primary'),
          ctx.button('match find', ctx.say('match.find.button')),
        ],
      }),
    };
  },
});
