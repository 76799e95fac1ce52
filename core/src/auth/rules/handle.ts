import { fold } from '../../platform/text.ts';

/** In characters. */
export const longestHandle = 28;

/** A handle made of what somebody is called: lower-case Latin letters, digits, dot, dash, underscore; 1–28 long. */
export function handleFrom(name: string): string {
  const kept = fold(name)
    .replace(/[^a-z0-9_.-]+/g, '_')
    .replace(/^[^a-z0-9]+|[_.-]+$/g, '');
  return kept.slice(0, longestHandle) || 'learner';
}

/** The nth try for a handle that is taken: `mei`, `mei_2`, `mei_3` … */
export const handleCandidate = (base: string, attempt: number): string => (attempt === 1 ? base : `${base}_${attempt}`);
