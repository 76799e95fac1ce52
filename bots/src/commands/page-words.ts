import { languageOf } from '@echochat/core/platform/words/words.ts';
import { wordsIn } from './words.ts';

/** What a chat's own controls for turning pages say. */
export interface PageWords {
  previous: string;
  next: string;
  /** "Page 2 of 7" */
  page(page: number, pages: number): string;
}

export function pageWords(locale: string | undefined): PageWords {
  const say = wordsIn(languageOf(locale));
  return {
    previous: say('lists.previous'),
    next: say('lists.next'),
    page: (page, pages) => say('lists.part', { page, pages }),
  };
}
