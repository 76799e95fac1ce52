import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { hidden, required } from '../option.ts';
import { yesNo } from '../options/plain.ts';
import { goal } from '../options/things.ts';

/** Asks once, naming what will go. */
export const goalsRemove: Command = defineCommand({
  path: 'goals remove',
  options: { goal: required(goal), sure: hidden(yesNo) },
  form: ['goal'],
  async run(ctx, { goal, sure }) {
    const list = (style: 'primary' | 'secondary') => ctx.button('goals list', ctx.say('goals.list.button'), {}, style);
    if (!sure) {
      return {
        card: card({
          sign: '🗑️',
          title: ctx.say('goals.remove.ask'),
          tone: 'trouble',
          text: ctx.tell('goals.remove.goes', { title: goal.title, progress: goal.progress }),
          actions: [
            ctx.button('goals remove', ctx.say('goals.remove.yes'), { goal: String(goal.id), sure: 'yes' }, 'danger'),
            list('secondary'),
          ],
        }),
      };
    }
    await ctx.api.goals.deleteGoal({ goalId: goal.id });
    return {
      card: card({
        sign: '🗑️',
        title: ctx.say('goals.remove.done'),
        text: ctx.tell('goals.remove.done_text', { title: goal.title }),
        actions: [list('primary')],
      }),
    };
  },
});
