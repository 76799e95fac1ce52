import { card } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import { field } from '../options/field.ts';
import { page } from '../options/plain.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';

/** Walks the skill tree: the fields at the top, what is in a field, the parts of a skill. */
export const skillsBrowse: Command = defineCommand({
  path: 'skills browse',
  options: { field, page },
  async run(ctx, { field: within, page }) {
    const categories = await ctx.api.skills.getCategories(within ? { parentId: within.id } : {});
    const at = nearestPage(page, categories.length);
    const shown = categories.slice((at - 1) * pageSize, at * pageSize);
    const isSkill = within !== undefined && within.path.length > 0;
    return {
      card: card({
        sign: within?.icon ?? '🗺️',
        title: within?.name ?? ctx.say('skills.browse.title'),
        text: within
          ? ctx.tell('skills.browse.within', { path: [...within.path, within.name].join(' › ') })
          : ctx.tell('skills.browse.text'),
        rows: shown.map((category) => ({
          sign: category.icon,
          title: category.name,
          text: asMarkdown(escapeMarkdown(ctx.say('skills.browse.parts', { count: category.childCount }))),
          action:
            category.childCount > 0
              ? ctx.button('skills browse', ctx.say('skills.browse.open'), { field: category.slug })
              : ctx.button('discover skill', ctx.say('skills.browse.who'), { skill: category.slug, kind: 'teach' }),
        })),
        actions: [
          ...(isSkill ? [ctx.button('skills add', ctx.say('skills.add.this'), { skill: within.slug }, 'primary')] : []),
          ...pageButtons(ctx, at, categories.length, (label, next) =>
            ctx.button('skills browse', label, { field: within?.slug ?? '', page: String(next) }),
          ),
          ...(within ? [ctx.button('skills browse', ctx.say('skills.browse.top'))] : []),
        ],
        ...pageFooter(ctx, at, categories.length),
      }),
    };
  },
});
