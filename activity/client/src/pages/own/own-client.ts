import { QueryClient } from '@tanstack/react-query';
import type { Own } from '../../server/own-pages.ts';

/** What others do shows by itself: while the line of news stands it is looked at rarely, else every half minute. */
const everyMs = { live: 120_000, quiet: 30_000 } as const;

const queriesWhile = (state: keyof typeof everyMs) => ({
  queries: { staleTime: 2_000, refetchInterval: everyMs[state], refetchOnWindowFocus: true, retry: 1 },
});

const clients = new WeakMap<Own, QueryClient>();

/** What a person's pages have been told, for all of them: who goes from one to another sees at once what was there. */
export function clientOf(own: Own): QueryClient {
  const client = clients.get(own) ?? new QueryClient({ defaultOptions: queriesWhile('quiet') });
  clients.set(own, client);
  return client;
}

export const setLive = (client: QueryClient, isLive: boolean): void =>
  client.setDefaultOptions(queriesWhile(isLive ? 'live' : 'quiet'));
