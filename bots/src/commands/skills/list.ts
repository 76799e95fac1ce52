import { card } from '../../cards/card.ts';
import { joinMarkdown } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import { hidden } from '../option.ts';
import { integer, page } from '../options/plain.ts';
import { nearestPage, pageButtons, pageFooter, pageSize, skillRow } from '../parts.ts';
import { waitingWishes } from './wishes-text.ts';

export const skillsList: Command = defineCommand({
  path: 'skills list',
  options: { page, forget: hidden(integer(1, 2_147_483_647)) },
  async run(ctx, { page, forget }) {
    if (forget !== undefined) await ctx.api.skills.dropWish({ wishId: forget });
    const [skills, wishes] = await Promise.all([ctx.api.skills.getMySkills(), ctx.api.skills.getMyWishes()]);
    const waiting = waitingWishes(ctx, wishes);
    const add = ctx.button('skills add', ctx.say('skills.add.button'), {}, 'primary');
    if (skills.length === 0) {
      const browse = ctx.button('skills browse', ctx.say('skills.browse.button'));
      return {
        card: card({
          sign: '🌱',
          title: ctx.say('skills.list.title'),
          text: joinMarkdown([ctx.tell('skills.list.empty'), ...waiting.text], '\n'),
          selects: waiting.selects,
          actions: [add, browse],
        }),
      };
    }
    const at = nearestPage(page, skills.length);
    const shown = skills.slice((at - 1) * pageSize, at * pageSize);
    const counts = {
      teach: skills.filter((mine) => mine.type === 'teach').length,
      learn: skills.filter((mine) => mine.type === 'learn').length,
    };
    return {
      card: card({
        sign: '🧭',
        title: ctx.say('skills.list.title'),
        text: joinMarkdown([ctx.tell('skills.list.text', counts), ...waiting.text], '\n'),
        selects: waiting.selects,
        rows: shown.map((mine) => {
          const row = skillRow(
            ctx,
            mine,
            ctx.button('skills update', ctx.say('skills.update.button'), { skill: String(mine.id) }),
          );
          return { ...row, title: ctx.say(`skills.list.${mine.type}`, { skill: mine.category.name }) };
        }),
        actions: [
          add,
          ...pageButtons(ctx, at, skills.length, (label, next) =>
            ctx.button('skills list', label, { page: String(next) }),
          ),
        ],
        ...pageFooter(ctx, at, skills.length),
      }),
    };
  },
});
