import type { GoalView } from '@echochat/core/goals/goal-view.ts';
import type { Row } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown, shorten } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';
import { dots } from '../parts.ts';

/** A goal as an entry: how far, until when, what about. */
export function goalRow(ctx: CommandContext, goal: GoalView, withAction = true): Row {
  const facts = [
    `${dots(goal.progress, 100)} ${goal.progress} %`,
    ...(goal.targetDate ? [ctx.say('goals.by', { day: dayName(ctx, goal.targetDate) })] : []),
    ...(goal.category ? [goal.category.name] : []),
  ];
  const about = goal.description ? `\n${escapeMarkdown(shorten(goal.description, 200))}` : '';
  return {
    sign: goal.progress === 100 ? '🏁' : (goal.category?.icon ?? '🎯'),
    title: goal.title,
    text: asMarkdown(escapeMarkdown(facts.join(' · ')) + about),
    tone: goal.progress === 100 ? 'celebrate' : 'learn',
    ...(withAction
      ? { action: ctx.button('goals update', ctx.say('goals.update.button'), { goal: String(goal.id) }) }
      : {}),
  };
}

export function dayName({ region }: Pick<CommandContext, 'region'>, isoDay: string): string {
  const format = new Intl.DateTimeFormat(region, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(new Date(`${isoDay}T00:00:00Z`));
}
