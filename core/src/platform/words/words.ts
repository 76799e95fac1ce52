import i18next, { type i18n } from 'i18next';
import ICU from 'i18next-icu';

/** The languages that EchoChat speaks. A new one is a file beside each `en.json`. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

export type Values = Readonly<Record<string, string | number | Date>>;
/** A bundle of texts: nested objects whose leaves are ICU messages. */
export interface Bundle {
  readonly [key: string]: string | Bundle;
}

/** The dotted paths to a bundle's leaves, so that a missing key does not compile. */
export type KeysOf<B> = {
  [K in keyof B & string]: B[K] extends string ? K : `${K}.${KeysOf<B[K]>}`;
}[keyof B & string];

/** Says a text in one language. */
export type Say<Key extends string> = (key: Key, values?: Values) => string;

/** The language for a chat's or browser's locale tag: "es-MX" is Spanish, what we do not speak is English. */
export function languageOf(locale: string | null | undefined): Language {
  const base = locale?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === base) ?? 'en';
}

/** Opens a set of bundles, one a language, all with the keys of the English one. */
export function openWords<B extends Bundle>(
  bundles: Readonly<Record<Language, B>>,
): (language: Language) => Say<KeysOf<B>> {
  const instance: i18n = i18next.createInstance();
  // Nothing is loaded from anywhere, so initialising is done when `init` returns.
  void instance.use(new ICU()).init({
    resources: Object.fromEntries(languages.map((language) => [language, { words: bundles[language] }])),
    ns: 'words',
    defaultNS: 'words',
    fallbackLng: 'en',
    initAsync: false,
  });
  return (language) => {
    const t = instance.getFixedT(language);
    return (key, values) => {
      const path: string = key;
      return String(t(path, { ...values }));
    };
  };
}
