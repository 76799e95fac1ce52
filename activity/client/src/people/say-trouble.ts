import { refusalOf } from '../server/api.ts';
import { words } from '../words/words.ts';

const known = ['report_limit', 'block_limit', 'person_not_found', 'too_many_requests'] as const;

/** Why somebody could not be blocked or reported, and what to do. */
export const sayTrouble = (error: unknown): string => {
  const code = refusalOf(error);
  return words(`no.trouble.${known.find((one) => one === code) ?? 'other'}`);
};
