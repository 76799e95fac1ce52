import type { SkillNode } from '../taxonomy.ts';
import { ALL_FIELDS, FACTS, type Field, popularity } from './fields.ts';
import mentorSkills from './mentor-skills.json' with { type: 'json' };
import type { Person } from './people.ts';
import type { Dice } from './prng.ts';
import type { SkillTree } from './tree.ts';

const OFFERED: Readonly<Record<string, number>> = mentorSkills.offered;
const TOGETHER: Readonly<Record<string, Readonly<Record<string, number>>>> = mentorSkills.together;

/** With the few who offer data skills, this makes about 40 % of all learners offer technology. */
const TECHNOLOGY_SHARE = 0.37;
const LANGUAGE_SHARE = 0.16;

/** The skills a person offers: 1 to 4, in technology as real mentors do, elsewhere by the weights of the fields. */
export function chooseOffers(dice: Dice, person: Person, tree: SkillTree): string[] {
  const count = dice.weighted([1, 2, 3, 4], (many) => [0, 28, 40, 24, 8][many] ?? 0);
  if (dice.chance(TECHNOLOGY_SHARE)) return technologyOffers(dice, person, tree, count);
  const chosen = dice.chance(LANGUAGE_SHARE) ? [firstLanguageSkill(dice, person)].filter((slug) => slug !== null) : [];
  let field = dice.weighted(ALL_FIELDS, (candidate) => candidate.teach);
  while (chosen.length < count) {
    const slug = offerFrom(dice, person, tree, field, chosen);
    if (slug !== null) chosen.push(slug);
    if (slug === null || dice.chance(0.3)) field = dice.weighted(ALL_FIELDS, (candidate) => candidate.teach);
  }
  return chosen;
}

function technologyOffers(dice: Dice, person: Person, tree: SkillTree, count: number): string[] {
  const chosen: string[] = [];
  while (chosen.length < count) {
    const open = Object.keys(OFFERED).filter((slug) => !chosen.includes(slug));
    chosen.push(dice.weighted(open, (slug) => mentorWeight(slug, chosen)));
  }
  if (count < 4 && dice.chance(0.35)) {
    const field = dice.weighted(ALL_FIELDS, (candidate) => candidate.teach);
    const beside = offerFrom(dice, person, tree, field, chosen);
    if (beside !== null) chosen.push(beside);
  }
  return chosen;
}

/** The first skill as often as mentors offer it, the next as often as they offer it beside those already chosen. */
function mentorWeight(slug: string, chosen: readonly string[]): number {
  if (chosen.length === 0) return OFFERED[slug] ?? 0;
  return chosen.reduce((sum, other) => sum + (TOGETHER[other]?.[slug] ?? 0), 0.01);
}

function offerFrom(
  dice: Dice,
  person: Person,
  tree: SkillTree,
  field: Field,
  chosen: readonly string[],
): string | null {
  const open = tree
    .teachableIn(field.groups)
    .filter((node) => !chosen.includes(node.slug) && canTeach(person, tree, node));
  if (open.length === 0) return null;
  return dice.weighted(open, (node) => popularity(field, node) * homeFactor(person, node)).slug;
}

function canTeach(person: Person, tree: SkillTree, node: SkillNode): boolean {
  const where = FACTS.onlyWhere[node.slug];
  if (where !== undefined && !where.includes(person.country)) return false;
  if (tree.groupOf(node.slug) !== 'languages') return true;
  return FACTS.studiedLanguages.includes(node.slug) || spokenSkills(person).includes(node.slug);
}

/** Language skills a person can teach; English as a second language is left to those who grew up with it. */
function spokenSkills(person: Person): readonly string[] {
  if (person.motherTongue !== null) return [person.motherTongue];
  return person.languages
    .filter((code, index) => index === 0 || code !== 'en')
    .flatMap((code) => FACTS.languageSkills[code] ?? []);
}

function firstLanguageSkill(dice: Dice, person: Person): string | null {
  if (person.motherTongue !== null) return person.motherTongue;
  const skills = (FACTS.languageSkills[person.languages[0] ?? ''] ?? []).filter(
    (slug) => FACTS.onlyWhere[slug]?.includes(person.country) ?? true,
  );
  const [main] = skills;
  if (main === undefined) return null;
  // The language itself more often than one of its parts.
  return dice.chance(0.6) ? main : dice.pick(skills);
}

function homeFactor(person: Person, node: SkillNode): number {
  const countries = FACTS.atHomeIn[node.slug];
  if (countries === undefined) return 1;
  return countries.includes(person.country) ? 8 : 0.25;
}
