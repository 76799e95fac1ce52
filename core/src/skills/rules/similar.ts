import { editDistance, mostTypos } from '../../platform/edit-distance.ts';
import type { SkillRow, SkillTree } from '../tree.ts';
import { foldedNames, namesAmong } from './folded-names.ts';

const mostSimilar = 3;

/** What looking for names cost: characters that were compared with each other. */
export interface SearchWork {
  cells: number;
}

/**
 * The skills and fields of which one of these texts is a mistyped name, the nearest ones alone. How much may be mistyped
 * goes by the length of what was typed: never a far guess.
 */
export function similarTo(tree: SkillTree, texts: readonly string[], work: SearchWork = { cells: 0 }): SkillRow[] {
  const near: { row: SkillRow; distance: number; isName: boolean }[] = [];
  for (const text of texts)
    for (const row of tree.rows)
      for (const [at, name] of foldedNames(row).entries()) {
        const isName = at < namesAmong(row);
        const distance = distanceOf(text, name, isName, work);
        if (distance !== Infinity) near.push({ row, distance, isName });
      }
  const least = Math.min(...near.map(({ distance }) => distance));
  const nearest = near.filter(({ distance }) => distance === least);
  // What a skill is called stands before what it is also called.
  nearest.sort((a, b) => Number(b.isName) - Number(a.isName));
  return [...new Set(nearest.map(({ row }) => row))].slice(0, mostSimilar);
}

/** Aliases are many, and a short one is near to many words: it takes a slip of the fingers to be meant. */
const longAlias = 10;

/** Whether two letters were swapped, or one was doubled or not. */
const isSlip = (typed: string, name: string): boolean =>
  [...typed].sort().join('') === [...name].sort().join('') || single(typed) === single(name);

const single = (text: string): string => text.replace(/(.)\1/g, '$1');

/** Infinity where too much differs, which is seen of most names without comparing them. */
function distanceOf(text: string, name: string, isName: boolean, work: SearchWork): number {
  const most = mostTypos(text.length);
  if (most === 0 || Math.abs(text.length - name.length) > most || !beginsAlike(text, name)) return Infinity;
  if (!isName && text.length < longAlias && !isSlip(text, name)) return Infinity;
  work.cells += text.length * name.length;
  const distance = editDistance(text, name);
  return distance <= most ? distance : Infinity;
}

/** Slips are seldom in the first letter, unless it is swapped with the second. */
const beginsAlike = (a: string, b: string): boolean => a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
