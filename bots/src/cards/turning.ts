import { randomBytes } from 'node:crypto';
import type { Card } from './card.ts';

const maxCards = 500;
const keptMs = 15 * 60_000;

/** Cards of several pages, for as long as somebody may turn them. A card that is forgotten answers that it is stale. */
export interface Turning {
  /** Keeps a card, and returns what writes the id of the button that shows a page of it. */
  keep(card: Card): (page: number) => string;
  /** The card and page that an id asks for; null for an id of another kind, or of a card that is forgotten. */
  find(id: string): { card: Card; page: number; turn: (page: number) => string } | null;
}

export function openTurning(now: () => number = Date.now): Turning {
  const cards = new Map<string, { card: Card; until: number }>();
  const turnOf = (token: string) => (page: number) => `turn.${token}:${page}`;
  return {
    keep(card) {
      const token = randomBytes(6).toString('hex');
      cards.set(token, { card, until: now() + keptMs });
      for (const [oldest, { until }] of cards) {
        if (until > now() && cards.size <= maxCards) break;
        cards.delete(oldest);
      }
      return turnOf(token);
    },
    find(id) {
      const [, token = '', page = ''] = /^turn\.([0-9a-f]{12}):(\d{1,4})$/.exec(id) ?? [];
      const found = cards.get(token);
      return found && found.until > now() ? { card: found.card, page: Number(page), turn: turnOf(token) } : null;
    },
  };
}
