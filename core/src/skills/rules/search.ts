import { editDistance } from '../../platform/edit-distance.ts';
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
  const query = fold(typed.slice(0, 4 * mostTyped)).slice(0, mostTyped);
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
  const names = 1 + Object.keys(row.names).length;
  // Aliases stand behind the names.
  return Math.max(0, ...foldedOf(row).map(({ folded }, at) => answerScore(query, folded) - (at < names ? 0 : 5)));
}

/** As many characters of what was typed are looked at: beyond a skill's longest name a comparison says nothing. */
const mostTyped = 60;
/** How much of a name may differ for the name to be meant. */
const mostDifferent = 0.4;

/** What looking for names cost: characters that were compared with each other. */
export interface SearchWork {
  cells: number;
}

/** "Did you mean": what search finds, else the skills whose names differ least from what was typed. */
export function similarSkills(
  tree: SkillTree,
  typed: string,
  limit: number,
  work: SearchWork = { cells: 0 },
): SkillRow[] {
  const found = searchSkills(tree, typed, limit);
  if (found.length > 0) return found;
  const query = fold(typed.slice(0, 4 * mostTyped)).slice(0, mostTyped);
  return tree.rows
    .filter((row) => !tree.isField(row))
    .map((row) => ({ row, distance: Math.min(...foldedOf(row).map((text) => differenceOf(query, text, work))) }))
    .filter(({ distance }) => distance <= mostDifferent)
    .sort((a, b) => a.distance - b.distance || a.row.id - b.row.id)
    .slice(0, limit)
    .map(({ row }) => row);
}

/** What part of two texts differs; Infinity where it is seen without comparing them that it is too much. */
function differenceOf(query: string, { folded, length }: FoldedText, work: SearchWork): number {
  const longer = Math.max(query.length, length);
  const most = Math.floor(mostDifferent * longer);
  // Each character that one has more is a difference, and each that the other has not at all.
  if (Math.abs(query.length - folded.length) > most || unsharedOf(query, folded) > most) return Infinity;
  work.cells += query.length * folded.length;
  return editDistance(query, folded) / longer;
}

/** How many characters of the longer of two texts the shorter has not, wherever they stand: never more than their distance. */
function unsharedOf(a: string, b: string): number {
  const counts = new Map<string, number>();
  for (const sign of a) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let shared = 0;
  for (const sign of b) {
    const left = counts.get(sign) ?? 0;
    if (left === 0) continue;
    counts.set(sign, left - 1);
    shared += 1;
  }
  return Math.max([...a].length, [...b].length) - shared;
}

interface FoldedText {
  folded: string;
  /** Before it was folded. */
  length: number;
}

const foldedRows = new WeakMap<SkillRow, readonly FoldedText[]>();

/** Everything that a skill is called, folded once. */
function foldedOf(row: SkillRow): readonly FoldedText[] {
  const known = foldedRows.get(row);
  if (known) return known;
  const texts = [row.name, ...Object.values(row.names), ...row.aliases];
  const folded = texts.map((text) => ({ folded: fold(text), length: text.length }));
  foldedRows.set(row, folded);
  return folded;
}
