import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { text } from '../options/plain.ts';
import { date } from '../options/time.ts';
import { goalRow } from './cards.ts';

export const goalsAdd: Command = defineCommand({
  path: 'goals add',
  options: { title: required(text(200)), by: date, about: text(2_000, true) },
  form: ['title', 'by', 'about'],
  async run(ctx, { title, by, about }) {
    const goal = await ctx.api.goals.createGoal({
      title,
      targetDate: by,
      description: about,
    });
    return {
      card: card({
        sign: '🎯',
        title: ctx.say('goals.add.title'),
        tone: 'learn',
        text: goal.category ? ctx.tell('goals.add.about', { skill: goal.category.name }) : ctx.tell('goals.add.text'),
        rows: [goalRow(ctx, goal)],
        actions: [
          ctx.button('match find', ctx.say('match.find.button'), {}, 'primary'),
          ctx.button('goals add', ctx.say('goals.add.another')),
          ctx.button('goals list', ctx.say('goals.list.button')),
        ],
      }),
    };
  },
});
