const FEMININE_ENDING = /(a|ión|dad|tud|ez)$/;
const FEMININE_PLURAL_ENDING = /((?<!m)as|ciones|siones|udes|artes|redes|apps)$/;
/** Names whose gender their ending does not show: most are languages, which are masculine, or Greek. */
const MASCULINE = [
  ...['euskera', 'hiragana', 'persa', 'quechua', 'vietnamita', 'yoruba'],
  ...['ajedrez', 'álgebra', 'análisis', 'arpa', 'hatha', 'pilates', 'tenis', 'yoga'],
];

/** "el ajedrez", "la jardinería", "los nudos"; names that keep their capital and verbs stand alone: "JavaScript". */
export function withArticle(name: string): string {
  const [first = ''] = name.split(' ');
  const standsAlone = /^\P{Ll}|\p{Lu}/u.test(first) || first === 'tejer' || /^(el|la|los|las)$/.test(first);
  return standsAlone ? name : `${articleOf(first)} ${name}`;
}

function articleOf(word: string): string {
  if (MASCULINE.includes(word)) return 'el';
  // "inglés" and "estrés" end like plurals and are none; "sistemas" looks feminine and is not.
  if (/[^é]s$/.test(word)) return FEMININE_PLURAL_ENDING.test(word) ? 'las' : 'los';
  return FEMININE_ENDING.test(word) ? 'la' : 'el';
}
