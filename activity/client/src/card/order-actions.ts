import type { Action } from '@echochat/activity-protocol/playground.ts';

/** One primary action and at most two more stand on a card. */
const SHOWN = 3;

/** Parts a card's actions into those that are shown, the primary one first, and those in its menu. */
export function orderActions(actions: readonly Action[]): { shown: Action[]; more: Action[] } {
  const primary = actions.find((action) => action.style === 'primary');
  const others = actions
    .filter((action) => action !== primary)
    .map((action): Action => (action.style === 'primary' ? { ...action, style: 'secondary' } : action));
  const ordered = primary === undefined ? others : [primary, ...others];
  return { shown: ordered.slice(0, SHOWN), more: ordered.slice(SHOWN) };
}
