import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { page } from '../options/plain.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';
import { goalRow } from './cards.ts';

export const goalsList: Command = defineCommand({
  path: 'goals list',
  options: { page },
  async run(ctx, { page }) {
    const goals = await ctx.api.goals.getMyGoals();
    const add = ctx.button('goals add', ctx.say('goals.add.button'), {}, 'primary');
    if (goals.length === 0) {
      return {
        card: card({
          sign: '🎯',
          title: ctx.say('goals.list.title'),
          tone: 'learn',
          text: ctx.tell('goals.list.empty'),
          actions: [add],
        }),
      };
    }
    const at = nearestPage(page, goals.length);
    const reached = goals.filter((goal) => goal.progress === 100).length;
    return {
      card: card({
        sign: '🎯',
        title: ctx.say('goals.list.title'),
        tone: 'learn',
        text: ctx.tell('goals.list.text', { open: goals.length - reached, reached }),
        rows: goals.slice((at - 1) * pageSize, at * pageSize).map((goal) => goalRow(ctx, goal)),
        actions: [
          add,
          ...pageButtons(ctx, at, goals.length, (label, next) =>
            ctx.button('goals list', label, { page: String(next) }),
          ),
        ],
        ...pageFooter(ctx, at, goals.length),
      }),
    };
  },
});
