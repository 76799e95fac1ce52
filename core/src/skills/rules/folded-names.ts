import type { SkillRow } from '../tree.ts';
import { foldSkill, skillWords } from './fold-skill.ts';

const folded = new WeakMap<SkillRow, readonly string[]>();

/** Everything that a skill is called, folded once: its names in each language, then its aliases. */
export function foldedNames(row: SkillRow): readonly string[] {
  const known = folded.get(row);
  if (known) return known;
  const names = [row.name, ...Object.values(row.names), ...row.aliases].map(foldSkill);
  folded.set(row, names);
  return names;
}

/** How many of them are names. */
export const namesAmong = (row: SkillRow): number => 1 + Object.keys(row.names).length;

const words = new WeakMap<SkillRow, readonly ReadonlySet<string>[]>();

/** The words of each of its names. */
export function nameWords(row: SkillRow): readonly ReadonlySet<string>[] {
  const known = words.get(row);
  if (known) return known;
  const sets = foldedNames(row)
    .slice(0, namesAmong(row))
    .map((name) => new Set(skillWords(name)));
  words.set(row, sets);
  return sets;
}
