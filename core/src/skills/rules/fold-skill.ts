import { fold } from '../../platform/text.ts';

/** As many characters of what was typed are looked at: beyond a skill's longest name a comparison says nothing. */
export const mostTyped = 60;

/**
 * A skill's name for comparing: without case, accents, full-width forms and the marks that people set around a word.
 * Signs that make the name ("C++", "C#", ".NET") stay.
 */
export const foldSkill = (text: string): string =>
  fold(text.normalize('NFKC'))
    .replace(/^[\s"'“”‘’«»`*_~#([{<-]+|[\s"'“”‘’«»`*_~!?¡¿)\]}>:;,-]+$/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/(?<=[a-z])\s+(?=(?:\+\+|#)$)/, '')
    .replace(/(?<=.)\.$/, '');

/** The folded words of a text as skills are written: "C++", "C#" and "Node.js" are one each. */
export const skillWords = (text: string): string[] =>
  foldSkill(text)
    .split(/[^\p{L}\p{N}+#.]+/u)
    .map((word) => word.replace(/\.$/, ''))
    .filter(Boolean);

const joints = new Set(['and', 'y', 'e', 'of', 'de', 'the', 'el', 'la', 'los', 'las', 'del', 'in', 'en']);

/** The words of a name that tell it from others: "arts and crafts" is "arts crafts". */
export const tellingWords = (text: string): string[] => skillWords(text).filter((word) => !joints.has(word));
