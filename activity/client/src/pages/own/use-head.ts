import { useQuery } from '@tanstack/react-query';
import type { Head } from '../../server/read-head.ts';
import { useOwn } from './own.ts';

export const headKey = ['head'] as const;

/** How much of the inbox is unread; undefined until it is known. */
export function useHead(): Head | undefined {
  const { api } = useOwn();
  return useQuery({
    queryKey: headKey,
    queryFn: async (): Promise<Head> => {
      const { unread, items } = await api.notifications.getInbox.query({ limit: 1 });
      return { unread, newest: items[0]?.id ?? null };
    },
  }).data;
}
