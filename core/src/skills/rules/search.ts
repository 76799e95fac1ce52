import { fold } from '../../platform/text.ts';
import type { SkillRow, SkillTree } from '../tree.ts';

/** How well a folded text answers a folded query: 0 not at all, up to 100 for the same. */
export function answerScore(query: string, text: string): number {
  if (text === query) return 100;
  if (text.startsWith(query)) return 80;
  if (text.includes(` ${query}`)) return 60;
  return query.length >= 3 && text.includes(query) ? 40 : 0;
}

/** The skills that answer what somebody has typed so far, best first: names count before aliases, short before long. */
export function searchSkills(tree: SkillTree, typed: string, limit: number): SkillRow[] {
  const query = fold(typed);
  const skills = tree.rows.filter((row) => !tree.isField(row));
  if (query === '') return skills.slice(0, limit);
  return skills
    .map((row) => ({ row, score: scoreOf(row, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.row.name.length - b.row.name.length || a.row.id - b.row.id)
    .slice(0, limit)
    .map(({ row }) => row);
}

function scoreOf(row: SkillRow, query: string): number {
  const names = [row.name, ...Object.values(row.names)].map((name) => answerScore(query, fold(name)));
  const aliases = row.aliases.map((alias) => answerScore(query, fold(alias)) - 5);
  return Math.max(0, ...names, ...aliases);
}

/** "Did you mean": what search finds, else the skills whose names differ least from what was typed. */
export function similarSkills(tree: SkillTree, typed: string, limit: number): SkillRow[] {
  const found = searchSkills(tree, typed, limit);
  if (found.length > 0) return found;
  // Beyond a skill's longest name a comparison says nothing; it also bounds its cost.
  const query = fold(typed).slice(0, 60);
  return tree.rows
    .filter((row) => !tree.isField(row))
    .map((row) => {
      const texts = [row.name, ...Object.values(row.names), ...row.aliases];
      return {
        row,
        distance: Math.min(
          ...texts.map((text) => editDistance(query, fold(text)) / Math.max(query.length, text.length)),
        ),
      };
    })
    .filter(({ distance }) => distance <= 0.4)
    .sort((a, b) => a.distance - b.distance || a.row.id - b.row.id)
    .slice(0, limit)
    .map(({ row }) => row);
}

/** Levenshtein's distance with swapped neighbours counted as one (optimal string alignment), O(a·b). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
