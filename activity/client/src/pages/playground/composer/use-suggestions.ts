import { useQuery } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { useSettled } from '../../../parts/use-settled.ts';
import { suggestLine } from '../../../server/playground.ts';
import { noSuggestions, type Suggestions, type SuggestionsEvent, suggestionsReducer } from './suggestions.ts';

/** One waits for a pause in typing, not for a letter. */
const PAUSE_MS = 80;

/** The suggestions for a line that begins with a slash. Requests for lines that changed since are aborted. */
export function useSuggestions(handle: string): [Suggestions, (event: SuggestionsEvent) => void] {
  const [suggestions, dispatch] = useReducer(suggestionsReducer, noSuggestions);
  const line = useSettled(suggestions.line, PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['suggest line', handle, line],
    queryFn: async ({ signal }) => ({ line, items: await suggestLine(handle, line, signal) }),
    enabled: line.startsWith('/'),
    // A composer that offers nothing still sends; the next letter asks again.
    retry: false,
  });
  useEffect(() => {
    if (data !== undefined) dispatch({ type: 'arrived', ...data });
  }, [data]);
  return [suggestions, dispatch];
}
