import { type KeysOf, openWords, type Say, type Values } from '@echochat/core/platform/words/words.ts';
import en from '../../words/en.json' with { type: 'json' };
import es from '../../words/es.json' with { type: 'json' };
import { asMarkdown, escapeMarkdown, type Markdown } from '../cards/markdown.ts';

export type WordKey = KeysOf<typeof en>;

const words = openWords({ en, es });

export const wordsIn = (language: 'en' | 'es'): Say<WordKey> => words(language);

/** Whether there is such a text; for keys that are put together at run time. */
export const isWordKey = (key: string): key is WordKey => {
  let at: unknown = en;
  for (const part of key.split('.')) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  return typeof at === 'string';
};

/** Says a text as Markdown: the words may format, the values may not. `formatted` values are Markdown already. */
export function tellIn(language: 'en' | 'es') {
  const say = words(language);
  return (key: WordKey, values: Values = {}, formatted: Readonly<Record<string, Markdown>> = {}): Markdown => {
    const escaped = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? escapeMarkdown(value) : value,
    ]);
    return asMarkdown(say(key, { ...Object.fromEntries(escaped), ...formatted }));
  };
}
