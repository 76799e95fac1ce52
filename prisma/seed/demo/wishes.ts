import type { SkillNode } from '../taxonomy.ts';
import { ALL_FIELDS, FACTS, LADDERED_GROUPS, popularity, TECHNOLOGY_GROUPS } from './fields.ts';
import type { Person } from './people.ts';
import type { Dice } from './prng.ts';
import type { SkillTree } from './tree.ts';

/** How many wishes grow from what the person already teaches; the others cross into any field. */
const NEIGHBOUR_SHARE = 0.15;

/** 1 to 4 skills the person would like to learn, none of which they teach or have outgrown. */
export function chooseWishes(dice: Dice, person: Person, offers: readonly string[], tree: SkillTree): string[] {
  const count = dice.weighted([1, 2, 3, 4], (many) => [0, 22, 40, 28, 10][many] ?? 0);
  const wishes: string[] = [];
  while (wishes.length < count) {
    const isOpen = (node: SkillNode): boolean =>
      node.parent !== null &&
      canWish(person, offers, node, tree) &&
      !wishes.some((wish) => tree.isSameBranch(wish, node.slug));
    const neighbours = offers.flatMap((slug) => tree.node(slug).related.map(tree.node)).filter(isOpen);
    if (neighbours.length > 0 && dice.chance(NEIGHBOUR_SHARE)) {
      wishes.push(dice.pick(neighbours).slug);
      continue;
    }
    const field = dice.weighted(ALL_FIELDS, (candidate) => candidate.learn);
    const open = tree.teachableIn(field.groups).filter(isOpen);
    if (open.length > 0) wishes.push(dice.weighted(open, (node) => popularity(field, node)).slug);
  }
  return wishes;
}

/** Two to five skills near the person's own, or simply popular; they are read about, not yet taught or learnt. */
export function chooseInterests(dice: Dice, skills: readonly string[], tree: SkillTree): string[] {
  const count = dice.int(2, 5);
  const near = skills.flatMap((slug) => tree.node(slug).related);
  const interests = new Set<string>();
  while (interests.size < count) {
    const field = dice.weighted(ALL_FIELDS, (candidate) => candidate.learn);
    const slug =
      near.length > 0 && dice.chance(0.6)
        ? dice.pick(near)
        : dice.weighted(tree.teachableIn(field.groups), (node) => popularity(field, node)).slug;
    if (!skills.includes(slug)) interests.add(slug);
  }
  return [...interests];
}

function canWish(person: Person, offers: readonly string[], node: SkillNode, tree: SkillTree): boolean {
  const group = tree.groupOf(node.slug);
  if (offers.some((slug) => tree.isSameBranch(slug, node.slug))) return false;
  if (group === 'languages') return canWishLanguage(person, node.slug);
  const isTechnologist = offers.some((slug) => isTechnology(tree.groupOf(slug)));
  if (isTechnologist && FACTS.foundations.includes(node.slug)) return false;
  if (!LADDERED_GROUPS.includes(group)) return true;
  return !offers.some(
    (slug) =>
      LADDERED_GROUPS.includes(tree.groupOf(slug)) && (tree.isNeighbour(slug, node.slug) || group === 'mathematics'),
  );
}

function canWishLanguage(person: Person, slug: string): boolean {
  const isSecondEnglish = person.languages.includes('en') && person.languages[0] !== 'en';
  if (isSecondEnglish && FACTS.englishAtWork.includes(slug)) return true;
  if (slug.endsWith('-sign-language') && FACTS.onlyWhere[slug]?.includes(person.country) !== true) return false;
  return !person.languages.some((code) => FACTS.languageSkills[code]?.includes(slug) === true);
}

function isTechnology(group: string): boolean {
  return TECHNOLOGY_GROUPS.some((technology) => technology === group);
}
