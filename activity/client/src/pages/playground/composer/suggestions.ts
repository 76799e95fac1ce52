import type { Suggestion } from '@echochat/activity-protocol/playground.ts';

/** What the composer offers while a line is typed. `active` is the highlighted suggestion's place, -1 for none. */
export type Suggestions = { line: string; items: Suggestion[]; active: number; isDismissed: boolean };

export type SuggestionsEvent =
  | { type: 'typed'; line: string }
  | { type: 'arrived'; line: string; items: Suggestion[] }
  | { type: 'moved'; by: 1 | -1 }
  | { type: 'pointed'; at: number }
  | { type: 'dismissed' };

export const noSuggestions: Suggestions = { line: '', items: [], active: -1, isDismissed: false };

function continues(line: string, insert: string): boolean {
  return insert.toLowerCase().startsWith(line.toLowerCase());
}

/**
 * The place to highlight by itself: the first suggestion, if it finishes the word being typed. A line that is complete
 * as it stands, or that a suggestion would only lengthen by another word, has none, so Enter sends it.
 */
export function firstHighlight(line: string, items: readonly Suggestion[]): number {
  const [first] = items;
  if (first === undefined || line === '' || /\s$/.test(line)) return -1;
  if (items.some((item) => item.insert.trim().toLowerCase() === line.trim().toLowerCase())) return -1;
  const next = first.insert.charAt(line.length);
  return continues(line, first.insert) && next !== '' && !/\s/.test(next) ? 0 : -1;
}

export function suggestionsReducer(state: Suggestions, event: SuggestionsEvent): Suggestions {
  switch (event.type) {
    case 'typed': {
      // Until the fresh ones arrive, those that still fit stay: no flicker, and nothing stale to take by mistake.
      const items = event.line.startsWith('/') ? state.items.filter((item) => continues(event.line, item.insert)) : [];
      return { line: event.line, items, active: firstHighlight(event.line, items), isDismissed: false };
    }
    case 'arrived':
      if (event.line !== state.line) return state;
      return { ...state, items: event.items, active: firstHighlight(event.line, event.items) };
    case 'moved': {
      // One more place than there are suggestions: past either end the line itself is chosen again.
      const places = state.items.length + 1;
      const active = ((state.active + 1 + event.by + places) % places) - 1;
      return { ...state, active, isDismissed: false };
    }
    case 'pointed':
      return { ...state, active: event.at };
    case 'dismissed':
      return { ...state, active: -1, isDismissed: true };
  }
}

export function isOpen(state: Suggestions): boolean {
  return state.items.length > 0 && !state.isDismissed;
}
