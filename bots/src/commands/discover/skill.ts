import { card } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import { required } from '../option.ts';
import { choice, page } from '../options/plain.ts';
import { skillOrField, typedAs } from '../options/skills.ts';
import { dots, nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';

export const discoverSkill: Command = defineCommand({
  path: 'discover skill',
  options: { skill: required(skillOrField), kind: choice('teach', 'learn'), page },
  form: ['skill', 'kind'],
  async run(ctx, { skill, kind = 'teach', page }) {
    const asked = Math.max(1, page ?? 1);
    const read = (at: number) =>
      ctx.api.discovery.searchBySkill({
        categoryId: skill.id,
        type: kind,
        limit: pageSize,
        offset: (at - 1) * pageSize,
      });
    let found = await read(asked);
    // A page past the end has no rows to count by: the first one tells how many there are.
    if (found.items.length === 0 && asked > 1) found = await read(1);
    const at = found.items.length > 0 ? nearestPage(asked, found.total) : 1;
    const other = kind === 'teach' ? 'learn' : 'teach';
    const turn = ctx.button('discover skill', ctx.say(`discover.skill.turn_${other}`), {
      skill: skill.slug,
      kind: other,
    });
    const add = ctx.button(
      'skills add',
      ctx.say('skills.add.this'),
      { skill: typedAs(skill, other), kind: other },
      'primary',
    );
    return {
      card: card({
        sign: skill.icon,
        title: ctx.say(`discover.skill.${kind}`, { skill: skill.name }),
        tone: kind,
        text: ctx.tell(found.total === 0 ? `discover.skill.nobody_${kind}` : 'discover.skill.text', {
          count: found.total,
          skill: skill.name,
        }),
        rows: found.items.map((one) => ({
          title: one.displayName,
          text: asMarkdown(
            [
              `${dots(one.level, 10)} ${escapeMarkdown(one.skill)} ${one.level}/10`,
              ...(one.endorsements > 0
                ? [escapeMarkdown(ctx.say('skills.endorsements', { count: one.endorsements }))]
                : []),
              ...(one.timezone ? [escapeMarkdown(one.timezone)] : []),
            ].join(' · ') + (one.headline ? `\n${escapeMarkdown(one.headline)}` : ''),
          ),
          tone: kind,
          action: ctx.button('profile view', ctx.say('match.profile'), { person: `@${one.handle}` }),
        })),
        actions: [
          add,
          ...pageButtons(ctx, at, found.total, (label, next) =>
            ctx.button('discover skill', label, { skill: skill.slug, kind, page: String(next) }),
          ),
          turn,
        ],
        ...pageFooter(ctx, at, found.total),
      }),
    };
  },
});
