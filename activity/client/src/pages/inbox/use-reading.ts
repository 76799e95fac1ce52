import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Head } from '../../server/read-head.ts';
import { useOwn } from '../own/own.ts';
import { headKey } from '../own/use-head.ts';
import { type Inbox, shownAs } from './reading.ts';

/** Marks one notice as read: it shows at once, and comes back where it failed. One call; what is shown is not asked for anew. */
export function useReading() {
  const { api } = useOwn();
  const client = useQueryClient();
  const show = (id: number, isRead: boolean): void => {
    let changed = 0;
    client.setQueriesData<Inbox>({ queryKey: ['inbox'] }, (page) => {
      const after = page && shownAs(page, id, isRead);
      if (after !== page) changed = 1;
      return after;
    });
    client.setQueryData<Head>(
      headKey,
      (head) => head && { ...head, unread: Math.max(0, head.unread + (isRead ? -changed : changed)) },
    );
  };
  return useMutation({
    mutationFn: (id: number) => api.notifications.markRead.mutate({ id }),
    onMutate: async (id) => {
      // An answer that is on its way has it as unread still.
      await Promise.all([client.cancelQueries({ queryKey: ['inbox'] }), client.cancelQueries({ queryKey: headKey })]);
      show(id, true);
      return client.getQueryData<Head>(headKey);
    },
    onSuccess: (_read, id, shown) => {
      show(id, true);
      // News that came meanwhile may have counted it as unread.
      if (client.getQueryData<Head>(headKey) !== shown) void client.invalidateQueries({ queryKey: headKey });
    },
    onError: (_error, id) => show(id, false),
  });
}
