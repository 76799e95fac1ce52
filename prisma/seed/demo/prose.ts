import type { SkillNode } from '../taxonomy.ts';
import type { Locale } from './learner.ts';
import proseJson from './prose.json' with { type: 'json' };
import { withArticle } from './spanish-article.ts';

const OVERRIDES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { en: proseJson.en, es: proseJson.es };
const PROPER_WORDS: ReadonlySet<string> = new Set(proseJson.properWords);

/** A skill's name as it stands in the middle of a sentence: "music theory", "Spanish", "cocina mexicana". */
export function inSentence(node: SkillNode, locale: Locale): string {
  const override = OVERRIDES[locale][node.slug];
  if (override !== undefined) return override;
  const name = locale === 'es' ? node.es : node.name;
  return name
    .replace(/ \(.*\)$/, '')
    .replaceAll('&', locale === 'es' ? 'y' : 'and')
    .split(/(?<=[ -])/)
    .map(lowerUnlessProper)
    .join('');
}

/** A skill under the placeholders of a line: "{x}" its name, "{lx}" the name with its Spanish article. */
export function named(node: SkillNode, locale: Locale, placeholder: string): Readonly<Record<string, string>> {
  const name = inSentence(node, locale);
  return { [placeholder]: name, [`l${placeholder}`]: locale === 'es' ? withArticle(name) : name };
}

function lowerUnlessProper(word: string): string {
  const bare = word.replace(/[ -]$/, '');
  const isAcronym = /\p{Lu}.*\p{Lu}|\p{Ll}.*\p{Lu}|^\p{Lu}\W*$|\d/u.test(bare);
  return isAcronym || PROPER_WORDS.has(bare) || PROPER_WORDS.has(bare.replace(/'s$/, '')) ? word : word.toLowerCase();
}

/** First letter raised, unless the word has its own spelling ("iOS"). */
export function sentenceCase(text: string): string {
  return /^\p{Ll}\p{Lu}/u.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Fills "{x}" from `values`, and "{X}" with the same value raised to a sentence's beginning. */
export function fill(line: string, values: Readonly<Record<string, string>>): string {
  return line.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name.toLowerCase()];
    if (value === undefined) throw new Error(`Nothing to put for ${whole} in "${line}"`);
    return name === name.toLowerCase() ? value : sentenceCase(value);
  });
}
