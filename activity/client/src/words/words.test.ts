import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import base from './en.json';
import baseEs from './es.json';
import inbox from './inbox/en.json';
import inboxEs from './inbox/es.json';
import own from './own/en.json';
import ownEs from './own/es.json';
import room from './room/en.json';
import roomEs from './room/es.json';
import safety from './safety/en.json';
import safetyEs from './safety/es.json';
import sessions from './sessions/en.json';
import sessionsEs from './sessions/es.json';

const en: Record<string, string> = { ...base, ...room, ...own, ...sessions, ...inbox, ...safety };
const es: Record<string, string> = { ...baseEs, ...roomEs, ...ownEs, ...sessionsEs, ...inboxEs, ...safetyEs };
const languages: Record<string, Record<string, string>> = { en, es };

/** The names of the values that a message wants. */
function wanted(message: string, language: string): string[] {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      // 0 is text and 7 is the # of a plural; everything else names a value.
      if ('type' in value && value.type !== 0 && value.type !== 7 && 'value' in value) names.add(String(value.value));
      Object.values(value).forEach(walk);
    }
  };
  walk(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('the words', () => {
  it('have the same keys in every language, in the same order', () => {
    for (const words of Object.values(languages)) expect(Object.keys(words)).toEqual(Object.keys(en));
  });

  it('are never empty', () => {
    for (const words of Object.values(languages)) {
      expect(Object.entries(words).filter(([, message]) => message.trim() === '')).toEqual([]);
    }
  });

  it('want the same values in every language, and parse', () => {
    for (const [language, words] of Object.entries(languages)) {
      for (const [key, message] of Object.entries(en)) {
        expect({ key, names: wanted(words[key] ?? '', language) }).toEqual({ key, names: wanted(message, 'en') });
      }
    }
  });
});
