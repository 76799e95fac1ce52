import { describe, expect, test } from 'vitest';
import en from '../../../words/en.json' with { type: 'json' };
import es from '../../../words/es.json' with { type: 'json' };
import { coreWords } from './core-words.ts';
import { type Bundle, languageOf, openWords } from './words.ts';

/** Every text of a bundle by its dotted key. */
function texts(bundle: Bundle, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(bundle).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value]] : Object.entries(texts(value, `${path}${key}.`)),
    ),
  );
}
/** The names that a message takes: what stands at the beginning of a brace that opens no plural's case. */
const placeholders = (message: string) => [
  ...new Set([...message.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/g)].map((match) => match[1])),
];

describe('the texts of core', () => {
  test('every language has the same keys', () => {
    expect(Object.keys(texts(es))).toEqual(Object.keys(texts(en)));
  });

  test.each(Object.keys(texts(en)))('%s takes the same values in every language', (key) => {
    expect(placeholders(texts(es)[key] ?? '').toSorted()).toEqual(placeholders(texts(en)[key] ?? '').toSorted());
  });

  test.each([
    ['en', 0, 1, 'No shared hours yet, 1 hour apart.'],
    ['en', 1, 0, '1 shared hour a week, same clock.'],
    ['es', 2, 5, '2 horas en común a la semana, 5 horas de diferencia.'],
  ] as const)('numbers are said as the language does: %s %i %i', (language, hours, apart, said) => {
    expect(coreWords(language)('reason.hours', { hours, apart })).toBe(said);
  });
});

describe('words', () => {
  test('what a person wrote is shown as it is: no markup, no message syntax', () => {
    const say = openWords({ en: { hello: 'Hello {name}!' }, es: { hello: '¡Hola, {name}!' } })('es');
    expect(say('hello', { name: '{name} <b>$t(hello)</b>' })).toBe('¡Hola, {name} <b>$t(hello)</b>!');
  });

  test.each([
    ['es-MX', 'es'],
    ['ES', 'es'],
    ['es_419', 'es'],
    ['en-GB', 'en'],
    ['de', 'en'],
    ['', 'en'],
    [null, 'en'],
  ])('"%s" is spoken to in %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});
