import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { hidden, required } from '../option.ts';
import { choice, yesNo } from '../options/plain.ts';
import { mySkill } from '../options/things.ts';

/** Asks once, naming what will go. */
export const skillsRemove: Command = defineCommand({
  path: 'skills remove',
  options: { skill: required(mySkill), kind: choice('teach', 'learn'), sure: hidden(yesNo) },
  form: ['skill'],
  async run(ctx, { skill, sure }) {
    const name = skill.category.name;
    if (!sure) {
      return {
        card: card({
          sign: '🗑️',
          title: ctx.say('skills.remove.ask', { skill: name }),
          tone: 'trouble',
          text: ctx.tell('skills.remove.goes', { count: skill.endorsementCount, skill: name }),
          actions: [
            ctx.button(
              'skills remove',
              ctx.say('skills.remove.yes'),
              { skill: String(skill.id), sure: 'yes' },
              'danger',
            ),
            ctx.button('skills list', ctx.say('skills.remove.no')),
          ],
        }),
      };
    }
    await ctx.api.skills.removeSkill({ skillId: skill.id });
    const again = {
      skill: skill.category.slug,
      kind: skill.type,
      level: String(skill.proficiencyLevel),
      years: skill.yearsExperience === null ? '' : String(skill.yearsExperience),
    };
    return {
      card: card({
        sign: '🗑️',
        title: ctx.say('skills.remove.done', { skill: name }),
        text: ctx.tell('skills.remove.done_text'),
        actions: [
          ctx.button('skills list', ctx.say('skills.list.button'), {}, 'primary'),
          ctx.button('skills add', ctx.say('skills.remove.undo'), again),
        ],
      }),
    };
  },
});
