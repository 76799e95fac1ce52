import { useSyncExternalStore } from 'react';
import { type Language, language, onLanguageChange, words } from './words.ts';

/** The words of the chosen language; the component renders again when another is chosen. */
export function useWords(): { t: typeof words; language: Language } {
  const chosen = useSyncExternalStore(onLanguageChange, language);
  return { t: words, language: chosen };
}
