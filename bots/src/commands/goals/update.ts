import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { askFor } from '../form-of.ts';
import { required } from '../option.ts';
import { integer, text } from '../options/plain.ts';
import { goal } from '../options/things.ts';
import { date } from '../options/time.ts';
import { goalRow } from './cards.ts';

export const goalsUpdate: Command = defineCommand({
  path: 'goals update',
  options: {
    goal: required(goal),
    progress: integer(0, 100),
    title: { ...text(200), clears: false },
    by: date,
    about: text(2_000, true),
  },
  form: ['goal', 'progress', 'title', 'by', 'about'],
  async run(ctx, { goal, progress, title, by, about }) {
    if ([progress, title, by, about].every((value) => value === undefined)) {
      return askFor(ctx, goalsUpdate, {
        goal: String(goal.id),
        progress: String(goal.progress),
        title: goal.title,
        by: goal.targetDate ?? '',
        about: goal.description ?? '',
      });
    }
    const updated = await ctx.api.goals.updateGoal({
      goalId: goal.id,
      progress,
      title,
      targetDate: by,
      description: about,
    });
    const reached = updated.progress === 100 && goal.progress < 100;
    return {
      card: card({
        sign: reached ? '🏁' : '🎯',
        title: ctx.say(reached ? 'goals.update.reached' : 'goals.update.title'),
        tone: reached ? 'celebrate' : 'learn',
        text: ctx.tell(reached ? 'goals.update.reached_text' : 'goals.update.text'),
        rows: [goalRow(ctx, updated, false)],
        actions: [
          ctx.button('goals list', ctx.say('goals.list.button'), {}, 'primary'),
          ctx.button('goals remove', ctx.say('goals.remove.button'), { goal: String(updated.id) }),
        ],
      }),
    };
  },
});
