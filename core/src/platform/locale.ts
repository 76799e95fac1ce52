import type { Actor } from './actor.ts';
import { type Language, languageOf } from './words/words.ts';

/** The language to speak with somebody. */
export const localeOf = (actor: Actor): Language => (actor.kind === 'system' ? 'en' : languageOf(actor.locale));
