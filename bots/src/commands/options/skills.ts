import type { CategoryView } from '@echochat/core/skills/category-view.ts';
import type { Choice } from '../../cards/card.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';
import { skill } from './things.ts';

/** What somebody named, one or several: skills of the tree, and what it does not have yet. */
export interface NamedSkills {
  found: CategoryView[];
  wishes: string[];
}

/** The same as a text that is read as it again. A name that holds what parts are told by is said by its slug. */
export const saidAgain = ({ found, wishes }: NamedSkills): string =>
  [
    ...found.map(({ name, slug, path }) =>
      path.length === 0 ? slug + allOf : /[,;/&+|]|\s(?:and|or|y|e|o|u)\s/.test(name) && found.length > 1 ? slug : name,
    ),
    ...wishes,
  ].join(', ');

type Part = Awaited<ReturnType<CommandContext['api']['skills']['readSkills']>>[number];
export type SkillUse = 'teach' | 'learn';

const mostChoices = 4;
/** Behind a field's slug, all of it is meant: "music*". */
const allOf = '*';

/** A skill or a whole field. */
export const skillOrField: Option<CategoryView> = {
  ...skill,
  async read(typed, ctx, others) {
    const { exact, field } = await ctx.api.skills.suggestCategories({ query: typed.slice(0, 200), limit: 1 });
    return exact ?? field ?? skill.read(typed, ctx, others);
  },
};

/** A skill, or all of a field, as the text that is read as it. */
export const typedAs = ({ slug, path }: CategoryView, use: SkillUse): string =>
  path.length === 0 && use === 'learn' ? slug + allOf : slug;

const choiceOf = (found: CategoryView): Choice => ({ value: found.slug, label: `${found.icon} ${found.name}` });

/**
 * One skill or several at once: "Python, Java". A field's name asks for its skills, or to learn for all of it; what
 * resembles a skill is asked about; what the tree does not have is a wish. `use` is what they are named for.
 */
export const skills = (
  use: (others: Readonly<Record<string, string>>, ctx: CommandContext) => SkillUse,
): Option<NamedSkills> => ({
  ...skill,
  async suggest(typed, ctx) {
    // Behind a comma the next one is being typed, and what stands before it stays.
    const [, before = '', last = ''] = /^(.*[,;]\s*)?([^,;]*)$/s.exec(typed) ?? [];
    const { field } = await ctx.api.skills.suggestCategories({ query: last.slice(0, 100), limit: 1 });
    const found = (await skill.suggest?.(last, ctx)) ?? [];
    const all = field ? [{ value: field.name, label: `${field.icon} ${field.name}` }, ...found] : found;
    return all.map((choice) => ({ ...choice, value: before + choice.value, label: before + choice.label }));
  },
  async read(typed, ctx, others) {
    const parts = await ctx.api.skills.readSkills({ text: typed.slice(0, 500) });
    const isLearning = use(others, ctx) === 'learn';
    const named: NamedSkills = { found: [], wishes: [] };
    for (const part of parts) {
      const [row] = part.choices;
      const isAll = isLearning && part.typed.endsWith(allOf);
      if (row && (part.kind === 'skill' || (part.kind === 'field' && isAll))) named.found.push(row);
      else if (part.kind === 'unknown' && part.typed.length <= 100) named.wishes.push(part.typed);
      else throw problemOf(part, parts, ctx, isLearning);
    }
    return named;
  },
});

/** Asks about a part; each choice is the whole text with that part made plain. */
function problemOf(part: Part, parts: readonly Part[], ctx: CommandContext, isLearning: boolean): OptionProblem {
  const { kind, choices, within } = part;
  const given = saidBack(part.typed);
  const inPlace = ({ value, label }: Choice): Choice => ({
    value: parts.map((each) => (each === part ? value : each.typed)).join(', '),
    label,
  });
  const [field] = choices;
  if (kind === 'field' && field) {
    const whole = { value: field.slug + allOf, label: ctx.say('skills.all_of', { field: field.name }) };
    const some = [...(isLearning ? [whole] : []), ...within.map(choiceOf)].slice(0, mostChoices);
    return new OptionProblem(
      isLearning ? 'problems.skill_field' : 'problems.skill_of_field',
      { given: field.name },
      some.map(inPlace),
    );
  }
  const key = kind === 'which' ? 'problems.skill_which' : choices.length > 0 ? 'problems.skill_like' : 'problems.skill';
  return new OptionProblem(key, { given }, choices.slice(0, mostChoices).map(choiceOf).map(inPlace));
}
