import type { SkillRow, SkillTree } from '../tree.ts';
import { foldSkill, mostTyped, skillWords } from './fold-skill.ts';
import { foldedNames, namesAmong, nameWords } from './folded-names.ts';
import { similarTo } from './similar.ts';
import { unframed } from './unframe.ts';

/**
 * What somebody means by a skill: one is named, a whole field is, several bear the name, some resemble it (the nearest
 * first, to be asked about, never taken), or nothing in the tree is near.
 */
export type SkillReading =
  | { kind: 'skill' | 'field'; rows: readonly [SkillRow] }
  | { kind: 'which' | 'like'; rows: readonly SkillRow[] }
  | { kind: 'unknown'; rows: readonly [] };

const unknown: SkillReading = { kind: 'unknown', rows: [] };
const mostChoices = 4;
const mostParts = 10;
/** Fewer letters begin too many words for one of them to be meant. */
const begunLetters = 6;

/** What people type who name nothing. */
const nothing = new Set(
  `nothing|none|no|nope|nada|ninguno|ninguna|idk|dunno|anything|everything|something|whatever|any|todo|algo|cualquiera|no se|
not sure|i don't know|yes|si|ok|lol|hello|hi|hey|hola|test|asdf|qwerty|later|luego|help|ayuda|me|you|stuff|cosas|n/a|na|-`
    .split('|')
    .map((word) => word.trim()),
);

/** No skill is written with these. */
const signs = /[_:<>@\\{}|=]/;

/** Whether somebody has named nothing: "idk", "nada", "???". */
export const namesNothing = (typed: string): boolean => {
  const folded = foldSkill(typed);
  return nothing.has(folded) || !/\p{L}{2}/u.test(folded) || signs.test(typed);
};

/** One skill or field by what was typed, in English or Spanish. */
export function readSkill(tree: SkillTree, typed: string): SkillReading {
  const folded = foldSkill(typed.slice(0, 4 * mostTyped)).slice(0, mostTyped);
  if (folded === '' || nothing.has(folded)) return unknown;
  const texts = unframed(folded);
  for (const text of texts) {
    const row = tree.byText(text) ?? tree.byWords(text);
    if (row) return { kind: tree.isField(row) ? 'field' : 'skill', rows: [row] };
  }
  const bare = texts.at(-1) ?? folded;
  if (nothing.has(bare)) return unknown;
  const holding = rowsHolding(tree, bare);
  if (holding.length > 1) return { kind: 'which', rows: holding };
  const like = [holding, similarTo(tree, texts), headOf(tree, folded), rowsBegun(tree, bare)].find(
    ({ length }) => length > 0,
  );
  return like ? { kind: 'like', rows: like } : unknown;
}

/** The skills with all these words in a name of theirs, those with the shortest names first. */
function rowsHolding(tree: SkillTree, text: string): SkillRow[] {
  const words = skillWords(text);
  if (words.length === 0 || words.some((word) => word.length < 3)) return [];
  return tree.rows
    .filter((row) => !tree.isField(row))
    .flatMap((row) => {
      const sizes = nameWords(row).flatMap((own) => (words.every((word) => own.has(word)) ? [own.size] : []));
      return sizes.length > 0 ? [{ row, size: Math.min(...sizes) }] : [];
    })
    .sort((a, b) => a.size - b.size || a.row.name.length - b.row.name.length || a.row.id - b.row.id)
    .slice(0, mostChoices)
    .map(({ row }) => row);
}

const purposes = /^(.+?) (?:for|with|para|con) .+$/;

/**
 * "Jazz drums" are drums, "cocina rusa" is cooking, "yoga for runners" is yoga: the noun stands last in English, first in
 * Spanish, and before what it is for. One word beside it may be of no skill.
 */
function headOf(tree: SkillTree, folded: string): SkillRow[] {
  const words = skillWords(folded);
  if (words.length < 2) return [];
  const purpose = tree.byText(purposes.exec(folded)?.[1] ?? '');
  const last = tree.byText(words.slice(1).join(' '));
  const first = tree.byText(words.slice(0, -1).join(' '));
  const heads = [
    purpose,
    last && nameIn(last, 'en', words.slice(1)) ? last : undefined,
    first && nameIn(first, 'es', words.slice(0, -1)) ? first : undefined,
  ];
  const row = heads.find((head) => head !== undefined && !tree.isField(head));
  return row ? [row] : [];
}

const nameIn = (row: SkillRow, language: 'en' | 'es', words: readonly string[]): boolean =>
  words.join('').length > 3 && foldSkill(language === 'en' ? row.name : (row.names.es ?? '')) === words.join(' ');

/** The skills whose name somebody has begun to write. */
function rowsBegun(tree: SkillTree, text: string): SkillRow[] {
  if (text.length < begunLetters) return [];
  return tree.rows
    .filter((row) => !tree.isField(row))
    .filter((row) => foldedNames(row).some((name, at) => at < namesAmong(row) && name.startsWith(text)))
    .sort((a, b) => a.name.length - b.name.length || a.id - b.id)
    .slice(0, mostChoices - 1);
}

/** A skill as it was typed, with what it means. */
export interface SkillPart {
  typed: string;
  reading: SkillReading;
}

const between = /\s*[,;/&+\n|·•]\s*|\s+(?:and|or|y|e|o|u|plus|also|as well as|tambien|ademas de)\s+/i;

/** Several skills in one text: "Python, Java", "piano y guitarra", "JS/TS". What is one name as a whole is not taken apart. */
export function readSkills(tree: SkillTree, typed: string): SkillPart[] {
  const text = typed.slice(0, 1_000);
  const whole = { typed: text.trim(), reading: readSkill(tree, text) };
  if (whole.reading.kind === 'skill' || whole.reading.kind === 'field') return [whole];
  const parts = text
    .normalize('NFKC')
    .replace(/([a-z])\+\+/gi, '$1\u0000')
    .split(between);
  const named = parts
    .map((part) => part.replaceAll('\u0000', '++').trim())
    .filter((part) => foldSkill(part) !== '')
    .slice(0, mostParts)
    .map((part) => ({ typed: part, reading: readSkill(tree, part) }));
  if (named.length < 2) return [whole];
  const seen = new Set<number>();
  return named.filter(({ reading }) => {
    const [row] = reading.rows;
    if (!row || reading.kind === 'which' || reading.kind === 'like') return true;
    if (seen.has(row.id)) return false;
    seen.add(row.id);
    return true;
  });
}
