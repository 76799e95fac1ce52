import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Own } from '../../server/own-pages.ts';
import type { Head } from '../../server/read-head.ts';
import { watchInbox } from '../../server/watch-inbox.ts';
import { setLive } from './own-client.ts';
import { openRefresh } from './refresh.ts';
import { headKey } from './use-head.ts';

/** Shows what reaches the person's inbox as it does. Returns whether the line of news stands. */
export function useNews({ token }: Own, client: QueryClient): boolean {
  const [isLive, showLive] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    const refresh = openRefresh(client);
    const watcher = {
      onHead: (head: Head) => {
        const before = client.getQueryData<Head>(headKey);
        // An answer that is on its way may be older.
        void client.cancelQueries({ queryKey: headKey });
        client.setQueryData<Head>(headKey, head);
        if (before !== undefined && before.newest !== head.newest) refresh.soon();
      },
      onLive: (now: boolean) => {
        setLive(client, now);
        showLive(now);
      },
    };
    void watchInbox(token, watcher, end.signal);
    return () => {
      end.abort();
      refresh.stop();
      setLive(client, false);
    };
  }, [token, client]);
  return isLive;
}
