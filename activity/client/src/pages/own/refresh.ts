import type { QueryClient } from '@tanstack/react-query';

/** News that come together are looked at together. */
const settleMs = 200;
const minuteMs = 60_000;
/** So many looks a minute come at once; then one by one, since a look is several calls and a free account has 60. */
const mostAtOnce = 4;
const apartMs = 10_000;

/** How long to wait before looking anew, by when it was looked before, in milliseconds. */
export const waitMs = (looks: readonly number[], now: number): number =>
  looks.filter((at) => now - at < minuteMs).length < mostAtOnce ? settleMs : apartMs;

/** What no news change, and what comes by itself. */
const steady: readonly unknown[] = ['head', 'told', 'partners', 'skills', 'times'];

export interface Refresh {
  soon(): void;
  stop(): void;
}

/** Asks anew for what is shown, soon; a page that nobody sees asks when it is looked at. */
export function openRefresh(client: QueryClient): Refresh {
  let looks: number[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  function look(): void {
    timer = null;
    looks = [...looks.slice(1 - mostAtOnce), performance.now()];
    void client.invalidateQueries({
      predicate: ({ queryKey: [first] }) => !steady.includes(first),
      refetchType: document.hidden ? 'none' : 'active',
    });
  }
  return {
    soon() {
      timer ??= setTimeout(look, waitMs(looks, performance.now()));
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
