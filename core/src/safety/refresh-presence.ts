import type { Consumer } from '../platform/events.ts';

/** PR-1: open pages of two of whom one has blocked the other, or takes that back, follow at once who of them is online. */
export const refreshPresence: Consumer = {
  id: 'safety.presence',
  handles: ['person.blocked', 'person.unblocked'],
  async handle(event, _key, { realtime }) {
    if (event.type !== 'person.blocked' && event.type !== 'person.unblocked') return;
    await realtime.tellAccounts({ accounts: [event.by, event.to], kind: 'partners' });
  },
};
