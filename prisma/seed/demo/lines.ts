import type { Locale } from './learner.ts';
import type { SkillTree } from './tree.ts';
import english from './words/en.json' with { type: 'json' };
import spanish from './words/es.json' with { type: 'json' };

/** What can be said about one skill, or about any skill of a group. */
export interface SkillLines {
  /** A thing the teacher shows, as a noun: "the F chord, survived". */
  readonly hook: readonly string[];
  /** A sentence on why somebody wants to learn it. */
  readonly why: readonly string[];
  readonly goal: readonly string[];
}

export interface WhoLine {
  readonly text: string;
  /** Said only by those who offer technology. */
  readonly tech?: boolean;
  readonly gender?: string;
  /** Bounds on the most years the person has in any one skill. */
  readonly minYears?: number;
  readonly maxYears?: number;
}

interface Words {
  readonly who: readonly WhoLine[];
  readonly offer: readonly string[];
  readonly offerTwo: readonly string[];
  readonly styleVideo: readonly string[];
  readonly styleAudio: readonly string[];
  readonly styleChat: readonly string[];
  readonly styleAny: readonly string[];
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly quirk: readonly string[];
  readonly headline: readonly string[];
  readonly learnNew: readonly string[];
  readonly learnSome: readonly string[];
  readonly goalNotes: readonly string[];
  readonly skills: Readonly<Record<string, SkillLines>>;
  readonly groups: Readonly<Record<string, SkillLines>>;
}

export const WORDS: Readonly<Record<Locale, Words>> = { en: english, es: spanish };

/** The skill's own lines, else those of its group. */
export function linesFor(slug: string, locale: Locale, tree: SkillTree): SkillLines {
  const words = WORDS[locale];
  const lines = words.skills[slug] ?? words.groups[tree.groupOf(slug)];
  if (lines === undefined) throw new Error(`No words in "${locale}" for the skill "${slug}"`);
  return lines;
}
