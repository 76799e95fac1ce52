import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import en from '../../words/en.json' with { type: 'json' };
import es from '../../words/es.json' with { type: 'json' };

type Texts = { readonly [key: string]: string | Texts };

/** The texts by their dotted keys. */
const flat = (texts: Texts, before = ''): [key: string, message: string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  );

/** The arguments of a message, nested ones too, each with how it is formatted: "count plural". */
function argumentsOf(elements: readonly MessageFormatElement[]): string[] {
  const found = elements.flatMap((element): string[] => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.tag:
        return argumentsOf(element.children);
      case TYPE.plural:
      case TYPE.select:
        return [
          `${element.value} ${TYPE[element.type]}`,
          ...Object.values(element.options).flatMap((option) => argumentsOf(option.value)),
        ];
      default:
        return [`${element.value} ${TYPE[element.type]}`];
    }
  });
  return [...new Set(found)].sort();
}

const commandsIn = (message: string): string[] => (message.match(/`[^`]*`/g) ?? []).sort();

const english = new Map(flat(en));
const spanish = new Map(flat(es));

describe('the words of the commands', () => {
  test('both languages have the same keys', () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test.each([
    ['en', english],
    ['es', spanish],
  ])('every message parses and says something: %s', (_language, messages) => {
    for (const [key, message] of messages) {
      expect(() => parse(message), key).not.toThrow();
      expect(message.trim(), key).not.toBe('');
    }
  });

  test('both languages take the same arguments and name the same commands', () => {
    for (const [key, message] of english) {
      const translated = spanish.get(key) ?? '';
      expect(argumentsOf(parse(translated)), key).toEqual(argumentsOf(parse(message)));
      expect(commandsIn(translated), key).toEqual(commandsIn(message));
    }
  });
});
