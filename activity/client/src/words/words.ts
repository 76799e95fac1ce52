import { IntlMessageFormat } from 'intl-messageformat';
import { recall, remember } from '../storage.ts';
import en from './en.json';
import type inboxEn from './inbox/en.json';
import { localeOf } from './locale-of.ts';
import type ownEn from './own/en.json';
import type roomEn from './room/en.json';
import type safetyEn from './safety/en.json';
import type sessionsEn from './sessions/en.json';

type PartKey =
  | keyof typeof inboxEn
  | keyof typeof ownEn
  | keyof typeof roomEn
  | keyof typeof safetyEn
  | keyof typeof sessionsEn;
export type WordKey = keyof typeof en | PartKey;
export type Values = Record<string, string | number>;
export type Language = 'en' | 'es';

function isLanguage(tag: string | null): tag is Language {
  return tag === 'en' || tag === 'es';
}

/** The language chosen here before, or the first of the browser's that we speak, or English. */
function firstLanguage(): Language {
  const chosen = recall('echochat.language');
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

type Bundle = Readonly<Partial<Record<WordKey, string>>>;
type Load = () => Promise<{ default: Bundle }>;

/** Words that come with the pages that say them: the first page is there sooner without. */
const parts = {
  room: { en: () => import('./room/en.json'), es: () => import('./room/es.json') },
  safety: { en: () => import('./safety/en.json'), es: () => import('./safety/es.json') },
  own: { en: () => import('./own/en.json'), es: () => import('./own/es.json') },
  sessions: { en: () => import('./sessions/en.json'), es: () => import('./sessions/es.json') },
  inbox: { en: () => import('./inbox/en.json'), es: () => import('./inbox/es.json') },
} satisfies Record<string, Record<Language, Load>>;
export type Part = keyof typeof parts;

/** What every page says. English comes with the script, since other languages fall back on it. */
const bundles: Record<Language, Bundle> = { en, es: {} };
const bases: Record<Language, Load> = { en: async () => ({ default: en }), es: () => import('./es.json') };
const opened = new Set<Part>();
let spoken: Language = 'en';
/** Messages of the language that is spoken, read once each: a room says the same ones many times a second. */
const read = new Map<WordKey, IntlMessageFormat>();
const listeners = new Set<() => void>();

/** Opens the words in the visitor's language; to be awaited before anything is shown. */
export const openWords = (): Promise<void> => speak(firstLanguage());

/** Opens the words of a part, in the language that is spoken; to be awaited before a page of it is shown. */
export async function openPart(part: Part): Promise<void> {
  opened.add(part);
  // Another language may have been chosen meanwhile.
  for (let tag: Language | null = null; tag !== spoken; ) {
    tag = spoken;
    await fetchWords(tag);
  }
}

async function fetchWords(tag: Language): Promise<void> {
  const loads: Load[] = [bases[tag], ...[...opened].map((part) => parts[part][tag])];
  const fetched = await Promise.all(loads.map((load) => load()));
  bundles[tag] = Object.assign({}, ...fetched.map((one) => one.default));
  // A part that was opened meanwhile is wanted too.
  if (opened.size + 1 > loads.length) await fetchWords(tag);
}

async function speak(tag: Language): Promise<void> {
  await fetchWords(tag);
  spoken = tag;
  read.clear();
  document.documentElement.lang = tag;
  for (const listener of listeners) listener();
}

/** The words of a key in the chosen language, with values set in by ICU MessageFormat. */
export function words(key: WordKey, values: Values = {}): string {
  const message =
    read.get(key) ??
    new IntlMessageFormat(bundles[spoken][key] ?? bundles.en[key] ?? key, spoken, undefined, { ignoreTag: true });
  read.set(key, message);
  return String(message.format(values));
}

export function language(): Language {
  return spoken;
}

/** The tag for dates and cards: the browser's own (en-GB), unless another language was chosen here. */
export function localeTag(): string {
  return localeOf(navigator.language, language());
}

/** Switches the page to a language, and remembers it in this browser. */
export async function chooseLanguage(tag: Language): Promise<void> {
  remember('echochat.language', tag);
  await speak(tag);
}

export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
