import { expect, test } from 'vitest';
import { localeOf } from './locale-of.ts';

test.each([
  ['en-GB', 'en', 'en-GB'],
  ['en-us', 'en', 'en-US'],
  ['es-419', 'es', 'es-419'],
  ['en-GB', 'es', 'es'],
  ['en-US@posix', 'en', 'en'],
  ['', 'en', 'en'],
])('a browser in %j, spoken to in %s, reads dates in %s', (browser, language, locale) => {
  expect(localeOf(browser, language)).toBe(locale);
  expect(() => new Intl.DateTimeFormat(localeOf(browser, language))).not.toThrow();
});
