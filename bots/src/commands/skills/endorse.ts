import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { OptionProblem, required } from '../option.ts';
import { text } from '../options/plain.ts';
import { person, skill } from '../options/things.ts';

export const skillsEndorse: Command = defineCommand({
  path: 'skills endorse',
  options: { person: required(person), skill: required(skill), comment: text(500, true) },
  form: ['person', 'skill', 'comment'],
  async run(ctx, { person, skill, comment }) {
    const profile = await ctx.api.skills.getUserProfile({ userId: person.userId });
    const taught = profile.skills.filter((theirs) => theirs.type === 'teach');
    const theirs = taught.find((one) => one.category.id === skill.id);
    if (!theirs) {
      const alternatives = taught
        .slice(0, 5)
        .map(({ category }) => ({ value: category.slug, label: `${category.icon} ${category.name}` }));
      throw new OptionProblem('problems.not_taught', { person: person.displayName, given: skill.name }, alternatives);
    }
    await ctx.api.skills.endorseSkill({ skillId: theirs.id, comment });
    return {
      card: card({
        sign: '🌟',
        title: ctx.say('skills.endorse.title', { person: person.displayName, skill: skill.name }),
        tone: 'celebrate',
        text: ctx.tell('skills.endorse.text', { person: person.displayName }),
        actions: [
          ctx.button(
            'profile view',
            ctx.say('profile.view.button', { person: person.displayName }),
            { person: `@${person.handle}` },
            'primary',
          ),
        ],
      }),
    };
  },
});
