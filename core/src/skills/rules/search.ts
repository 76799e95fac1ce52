import type { SkillRow, SkillTree } from '../tree.ts';
import { foldSkill, mostTyped } from './fold-skill.ts';
import { foldedNames, namesAmong } from './folded-names.ts';

/** How well a folded text answers a folded query: 0 not at all, up to 100 for the same. */
export function answerScore(query: string, text: string): number {
  if (text === query) return 100;
  if (text.startsWith(query)) return 80;
  if (text.includes(` ${query}`)) return 60;
  return query.length >= 3 && text.includes(query) ? 40 : 0;
}

/** The skills that answer what somebody has typed so far, best first: names count before aliases, short before long. */
export function searchSkills(tree: SkillTree, typed: string, limit: number): SkillRow[] {
  const query = foldSkill(typed.slice(0, 4 * mostTyped)).slice(0, mostTyped);
  const skills = tree.rows.filter((row) => !tree.isField(row));
  if (query === '') return skills.slice(0, limit);
  return skills
    .map((row) => ({ row, score: scoreOf(row, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.row.name.length - b.row.name.length || a.row.id - b.row.id)
    .slice(0, limit)
    .map(({ row }) => row);
}

// Aliases stand behind the names.
const scoreOf = (row: SkillRow, query: string): number =>
  Math.max(0, ...foldedNames(row).map((name, at) => answerScore(query, name) - (at < namesAmong(row) ? 0 : 5)));
