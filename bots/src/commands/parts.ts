import type { LessonView, MatchView } from '@echochat/core/matching/match-view.ts';
import type { SkillView } from '@echochat/core/skills/skill-view.ts';
import type { Action, Row } from '../cards/card.ts';
import { asMarkdown, escapeMarkdown, joinMarkdown, type Markdown, shorten } from '../cards/markdown.ts';
import type { CommandContext } from './context.ts';

// Parts that several cards share.

export const pageSize = 5;

/** A level or a part of a score in five dots: ●●●○○. */
export function dots(value: number, outOf: number): string {
  const full = Math.max(0, Math.min(5, Math.round((value / outOf) * 5)));
  return '●'.repeat(full) + '○'.repeat(5 - full);
}

/** "🎸 Guitar · 7/10", or what it is a step towards. */
export function lessonText(ctx: CommandContext, { category, taughtLevel, towards }: LessonView): Markdown {
  const aim = towards === null ? '' : ` · ${ctx.tell('match.towards', { skill: towards })}`;
  return asMarkdown(`${category.icon} ${escapeMarkdown(category.name)} · ${taughtLevel}/10${aim}`);
}

/** Up to three lessons, one a line; `none` where there are none. */
export const lessonList = (ctx: CommandContext, lessons: readonly LessonView[]): Markdown =>
  lessons.length === 0
    ? ctx.tell('match.nothing')
    : joinMarkdown(
        lessons.slice(0, 3).map((lesson) => lessonText(ctx, lesson)),
        '\n',
      );

export function skillRow(ctx: CommandContext, skill: SkillView, action?: Action): Row {
  const facts = [
    `${dots(skill.proficiencyLevel, 10)} ${skill.proficiencyLevel}/10`,
    ...(skill.yearsExperience === null ? [] : [ctx.say('skills.years', { years: skill.yearsExperience })]),
    ...(skill.endorsementCount === 0 ? [] : [ctx.say('skills.endorsements', { count: skill.endorsementCount })]),
  ];
  const about = skill.description === null ? '' : `\n${escapeMarkdown(shorten(skill.description, 200))}`;
  return {
    sign: skill.category.icon,
    title: skill.category.name,
    text: asMarkdown(facts.join(' · ') + about),
    tone: skill.type,
    ...(action ? { action } : {}),
  };
}

/** "6 shared hours a week, mostly in your evening · 9 h apart", or what stands in the way of knowing. */
export function hoursText(
  ctx: CommandContext,
  match: Pick<MatchView, 'sharedHours' | 'mostlyAt' | 'hoursApart'>,
): Markdown {
  const { sharedHours, mostlyAt, hoursApart } = match;
  if (hoursApart === null) return ctx.tell('match.hours_unknown');
  const apart = ctx.say('match.apart', { hours: Math.round(hoursApart) });
  if (sharedHours === null) return ctx.tell('match.hours_not_said', { apart });
  if (mostlyAt === null) return ctx.tell('match.hours_none', { apart });
  const part = ctx.say(`match.parts_of_day.${mostlyAt}`);
  return ctx.tell('match.hours', { hours: Math.round(sharedHours), part, apart });
}

/** "Previous" and "Next" for a list; none where one page holds it. */
export function pageButtons(
  ctx: CommandContext,
  page: number,
  total: number,
  button: (label: string, page: number) => Action,
): Action[] {
  const pages = Math.ceil(total / pageSize);
  return [
    ...(page > 1 ? [button(ctx.say('lists.previous'), page - 1)] : []),
    ...(page < pages ? [button(ctx.say('lists.next'), page + 1)] : []),
  ];
}

/** "Page 2 of 7 · 31 in all"; nothing where one page holds it. */
export function pageFooter(ctx: CommandContext, page: number, total: number): { footer?: string } {
  const pages = Math.ceil(total / pageSize);
  return pages > 1 ? { footer: ctx.say('lists.page', { page, pages, total }) } : {};
}

/** The page that exists nearest to the one asked for: a list may have become shorter since its button was made. */
export const nearestPage = (asked: number | undefined, total: number): number =>
  Math.max(1, Math.min(asked ?? 1, Math.ceil(total / pageSize)));
