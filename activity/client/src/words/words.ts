import { createInstance } from 'i18next';
import Icu from 'i18next-icu';
import { recall, remember } from '../storage.ts';
import en from './en.json';
import { localeOf } from './locale-of.ts';

export type WordKey = keyof typeof en;
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

const i18n = createInstance();

/** English comes with the page, since every other language falls back on it; others are fetched when chosen. */
async function load(tag: Language): Promise<void> {
  if (tag === 'es') i18n.addResourceBundle('es', 'translation', (await import('./es.json')).default);
}

/** Opens the words in the visitor's language; to be awaited before anything is shown. */
export async function openWords(): Promise<void> {
  await i18n.use(new Icu()).init({
    lng: 'en',
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { translation: en } },
  });
  await speak(firstLanguage());
}

async function speak(tag: Language): Promise<void> {
  await load(tag);
  document.documentElement.lang = tag;
  await i18n.changeLanguage(tag);
}

/** The words of a key in the chosen language, with values set in by ICU MessageFormat. */
export function words(key: WordKey, values: Values = {}): string {
  return i18n.t(key, values);
}

export function language(): Language {
  return isLanguage(i18n.language) ? i18n.language : 'en';
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
  i18n.on('languageChanged', listener);
  return () => i18n.off('languageChanged', listener);
}
