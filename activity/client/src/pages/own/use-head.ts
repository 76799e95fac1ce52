import { useQuery } from '@tanstack/react-query';
import { useOwn } from './own.ts';

/** How much of the inbox is unread, and its newest notice: where that is another one, there are news. */
export interface Head {
  unread: number;
  newest: number | null;
}

export const headKey = ['head'] as const;

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
