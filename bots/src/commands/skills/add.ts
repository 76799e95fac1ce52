import type { CategoryView } from '@echochat/core/skills/category-view.ts';
import type { SkillView } from '@echochat/core/skills/skill-view.ts';
import { card } from '../../cards/card.ts';
import { joinMarkdown } from '../../cards/markdown.ts';
import { defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { required } from '../option.ts';
import { choice, integer, isChoice, text } from '../options/plain.ts';
import { type NamedSkills, skills } from '../options/skills.ts';
import { skillRow } from '../parts.ts';
import { wishesText } from './wishes-text.ts';

export const skillsAdd = defineCommand({
  path: 'skills add',
  options: {
    skill: required(skills(({ kind = '' }, ctx) => (isChoice(ctx, 'learn', kind) ? 'learn' : 'teach'))),
    kind: required(choice('teach', 'learn')),
    level: required(integer(1, 10)),
    years: integer(0, 100),
    about: text(1_000, true),
  },
  form: ['skill', 'kind', 'level', 'years', 'about'],
  async run(ctx, { skill: { found, wishes }, kind, level, years, about }) {
    const details = { type: kind, proficiencyLevel: level, yearsExperience: years, description: about };
    const [one, ...others] = found;
    const added =
      one && others.length + wishes.length === 0
        ? [await ctx.api.skills.addSkill({ ...details, categoryId: one.id })]
        : await ctx.api.skills.addSkills({ ...details, categoryIds: found.map(({ id }) => id), wishes });
    return { card: addedCard(ctx, kind, { found, wishes }, added) };
  },
});

function addedCard(
  ctx: CommandContext,
  kind: 'teach' | 'learn',
  { found, wishes }: NamedSkills,
  added: readonly SkillView[],
) {
  const [first] = found;
  const skill = ctx.list(found.map(({ name }: CategoryView) => name));
  return card({
    sign: first?.icon ?? '🌱',
    title: first ? ctx.say(`skills.add.${kind}`, { skill }) : ctx.say('skills.wishes.title'),
    tone: kind,
    text: joinMarkdown(
      [...(first ? [ctx.tell(`skills.add.${kind}_text`, { skill })] : []), ...wishesText(ctx, wishes)],
      '\n',
    ),
    rows: added.map((view) => skillRow(ctx, view)),
    actions: [
      ...(first ? [ctx.button('match find', ctx.say('match.find.button'), {}, 'primary')] : []),
      ctx.button('skills add', ctx.say('skills.add.another')),
      first
        ? ctx.button('skills list', ctx.say('skills.list.button'))
        : ctx.button('skills browse', ctx.say('skills.browse.button')),
    ],
  });
}
