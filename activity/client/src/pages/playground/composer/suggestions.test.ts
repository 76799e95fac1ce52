import { describe, expect, it } from 'vitest';
import {
  firstHighlight,
  isOpen,
  noSuggestions,
  type Suggestions,
  type SuggestionsEvent,
  suggestionsReducer,
} from './suggestions.ts';

const offer = (...inserts: string[]) => inserts.map((insert) => ({ label: insert.trim(), insert }));
const after = (...events: SuggestionsEvent[]): Suggestions => events.reduce(suggestionsReducer, noSuggestions);
const all = offer('/echo', '/match find', '/match list', '/skills add ');
const typed = (line: string): SuggestionsEvent => ({ type: 'typed', line });
const arrived = (line: string, items = all): SuggestionsEvent => ({ type: 'arrived', line, items });

describe('the highlight', () => {
  it.each([
    ['/', all, 0],
    ['/ma', offer('/match find', '/match list'), 0],
    ['/MA', offer('/match find'), 0],
    ['/echo', offer('/echo'), -1],
    ['/skills add Guitar', offer('/skills add Guitar repair', '/skills add Guitar'), -1],
    ['/help', offer('/help topic:'), -1],
    ['/skills add ', offer('/skills add Guitar'), -1],
    ['/mtch', offer('/match find'), -1],
    ['', all, -1],
    ['/x', [], -1],
  ])('for %j', (line, items, active) => {
    expect(firstHighlight(line, items)).toBe(active);
  });
});

describe('suggestions', () => {
  it('drops a reply to a line that has changed since', () => {
    expect(after(typed('/'), typed('/s'), arrived('/')).items).toEqual([]);
  });

  it('keeps what still fits while the fresh ones are on their way', () => {
    const state = after(typed('/'), arrived('/'), typed('/mat'));
    expect(state.items.map((item) => item.insert)).toEqual(['/match find', '/match list']);
    expect(state.active).toBe(0);
  });

  it('moves through the list and the line itself, around', () => {
    const open = after(typed('/ '), arrived('/ ', offer('/a', '/b')));
    const moves: (1 | -1)[] = [1, 1, 1, -1];
    let state = open;
    const places = moves.map((by) => {
      state = suggestionsReducer(state, { type: 'moved', by });
      return state.active;
    });
    expect(places).toEqual([0, 1, -1, 1]);
  });

  it('stays closed after Escape until the line changes', () => {
    const dismissed = after(typed('/'), arrived('/'), { type: 'dismissed' });
    expect(isOpen(dismissed)).toBe(false);
    expect(isOpen(suggestionsReducer(dismissed, arrived('/')))).toBe(false);
    expect(isOpen(suggestionsReducer(dismissed, typed('/e')))).toBe(true);
  });

  it('has nothing for a line without a slash', () => {
    expect(after(typed('/'), arrived('/'), typed('hello')).items).toEqual([]);
  });
});
