import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { askFor } from '../form-of.ts';
import { required } from '../option.ts';
import { choice, integer, text } from '../options/plain.ts';
import { mySkill } from '../options/things.ts';
import { skillRow } from '../parts.ts';

export const skillsUpdate: Command = defineCommand({
  path: 'skills update',
  options: {
    skill: required(mySkill),
    kind: choice('teach', 'learn'),
    level: integer(1, 10),
    years: integer(0, 100),
    about: text(1_000, true),
  },
  form: ['skill', 'level', 'years', 'about'],
  async run(ctx, { skill, level, years, about }) {
    if (level === undefined && years === undefined && about === undefined) {
      return askFor(ctx, skillsUpdate, {
        skill: String(skill.id),
        level: String(skill.proficiencyLevel),
        years: skill.yearsExperience === null ? '' : String(skill.yearsExperience),
        about: skill.description ?? '',
      });
    }
    const updated = await ctx.api.skills.updateSkill({
      skillId: skill.id,
      proficiencyLevel: level,
      yearsExperience: years,
      description: about,
    });
    return {
      card: card({
        sign: updated.category.icon,
        title: ctx.say('skills.update.title', { skill: updated.category.name }),
        tone: updated.type,
        text: ctx.tell('skills.update.text'),
        rows: [skillRow(ctx, updated)],
        actions: [
          ctx.button('skills list', ctx.say('skills.list.button'), {}, 'primary'),
          ctx.button('skills remove', ctx.say('skills.remove.button'), { skill: String(updated.id) }),
        ],
      }),
    };
  },
});
