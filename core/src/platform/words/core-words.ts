import en from '../../../words/en.json' with { type: 'json' };
import es from '../../../words/es.json' with { type: 'json' };
import { openWords } from './words.ts';

/** The few texts that core itself writes down: the reason of a match. */
export const coreWords = openWords({ en, es });
