import { card } from '../../cards/card.ts';
import { defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { choice, integer, text } from '../options/plain.ts';
import { skill } from '../options/things.ts';
import { skillRow } from '../parts.ts';

export const skillsAdd = defineCommand({
  path: 'skills add',
  options: {
    skill: required(skill),
    kind: required(choice('teach', 'learn')),
    level: required(integer(1, 10)),
    years: integer(0, 100),
    about: text(1_000, true),
  },
  form: ['skill', 'kind', 'level', 'years', 'about'],
  async run(ctx, { skill, kind, level, years, about }) {
    const added = await ctx.api.skills.addSkill({
      categoryId: skill.id,
      type: kind,
      proficiencyLevel: level,
      yearsExperience: years,
      description: about,
    });
    return {
      card: card({
        sign: skill.icon,
        title: ctx.say(`skills.add.${kind}`, { skill: skill.name }),
        tone: kind,
        text: ctx.tell(`skills.add.${kind}_text`, { skill: skill.name }),
        rows: [skillRow(ctx, added)],
        actions: [
          ctx.button('match find', ctx.say('match.find.button'), {}, 'primary'),
          ctx.button('skills add', ctx.say('skills.add.another')),
          ctx.button('skills list', ctx.say('skills.list.button')),
        ],
      }),
    };
  },
});
