import { expect, test } from 'vitest';
import { taxonomy } from '../taxonomy.ts';
import { asciiLetters } from './handles.ts';
import { fill, inSentence, sentenceCase } from './prose.ts';
import { withArticle } from './spanish-article.ts';
import { createTree } from './tree.ts';

const tree = createTree(taxonomy());

test.each([
  ['music-theory', 'en', 'music theory'],
  ['spanish-conversation', 'en', 'Spanish conversation'],
  ['html-and-css', 'en', 'HTML and CSS'],
  ['ios-development', 'en', 'iOS development'],
  ['golang', 'en', 'Go'],
  ['k-pop-dance', 'en', 'K-pop dance'],
  ['french', 'es', 'francés'],
  ['javascript', 'es', 'JavaScript'],
  ['fractions-and-percentages', 'es', 'fracciones y porcentajes'],
] as const)('%s in a sentence, %s: %s', (slug, locale, expected) => {
  expect(inSentence(tree.node(slug), locale)).toBe(expected);
});

test.each([
  ['ajedrez', 'el ajedrez'],
  ['jardinería', 'la jardinería'],
  ['edición de fotos', 'la edición de fotos'],
  ['inglés', 'el inglés'],
  ['nudos', 'los nudos'],
  ['redes informáticas', 'las redes informáticas'],
  ['sistemas de diseño', 'los sistemas de diseño'],
  ['análisis de datos', 'el análisis de datos'],
  ['JavaScript', 'JavaScript'],
  ['tejer a dos agujas', 'tejer a dos agujas'],
])('%s with its article is %s', (name, expected) => {
  expect(withArticle(name)).toBe(expected);
});

test('a line is filled in both cases, and a missing value is an error', () => {
  expect(fill('{X} and {y}', { x: 'chess', y: 'Spanish' })).toBe('Chess and Spanish');
  expect(() => fill('{x} and {city}', { x: 'chess' })).toThrow('{city}');
  expect(sentenceCase('iOS development')).toBe('iOS development');
});

test.each([
  ['Łukasz', 'lukasz'],
  ['Søren Kjær', 'sorenkjaer'],
  ['Đặng', 'dang'],
  ["O'Shea", 'oshea'],
  ['Yıldız', 'yildiz'],
])('%s is %s in a handle', (name, expected) => {
  expect(asciiLetters(name)).toBe(expected);
});
