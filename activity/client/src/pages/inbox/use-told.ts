import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useOwn } from '../own/own.ts';
import { isWhole, type Told } from './told.ts';

/** Typing a time is several changes. */
const settleMs = 500;

/** How the person is told, saved by itself a moment after each change, with the way back to what was before. */
export function useTold() {
  const { api } = useOwn();
  const client = useQueryClient();
  const kept = useQuery({
    queryKey: ['told'],
    queryFn: async (): Promise<Told> => {
      const { directMessages, inboxOnly, quietFrom, quietTo, remindBefore } =
        await api.notifications.getPreferences.query();
      const quiet = quietFrom !== null && quietTo !== null ? { from: quietFrom, to: quietTo } : null;
      return { directMessages: directMessages === 'on', inboxOnly, quiet, remindBefore };
    },
    refetchInterval: false,
    refetchOnWindowFocus: false,
  });
  const [draft, setDraft] = useState<Told | null>(null);
  const [before, setBefore] = useState<Told | null>(null);
  const [state, setState] = useState<'idle' | 'saving' | 'saved' | 'failed'>('idle');
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; save: () => void }>(null);
  // Who leaves the page at once has changed it all the same.
  useEffect(() => () => waiting.current?.save(), []);
  const told = draft ?? kept.data ?? null;

  async function save(next: Told, saved: Told): Promise<void> {
    setState('saving');
    const messages = next.directMessages ? ('on' as const) : ('off' as const);
    try {
      await api.notifications.updatePreferences.mutate({
        // Who was never asked stays so until they say.
        ...(next.directMessages === saved.directMessages ? {} : { directMessages: messages }),
        inboxOnly: [...next.inboxOnly],
        quietHours: next.quiet,
      });
      if (next.remindBefore.join() !== saved.remindBefore.join())
        await api.sessions.updateReminders.mutate({ before: [...next.remindBefore] });
      client.setQueryData(['told'], next);
      setBefore(saved);
      setState('saved');
    } catch {
      setState('failed');
    }
  }

  const change = (part: Partial<Told>): void => {
    if (told === null || kept.data === undefined) return;
    const [next, saved] = [{ ...told, ...part }, kept.data];
    setDraft(next);
    clearTimeout(waiting.current?.timer);
    waiting.current = null;
    if (!isWhole(next)) return;
    const now = () => {
      clearTimeout(waiting.current?.timer);
      waiting.current = null;
      void save(next, saved);
    };
    waiting.current = { timer: setTimeout(now, settleMs), save: now };
  };
  return {
    told,
    isFailed: kept.isError,
    again: () => void kept.refetch(),
    state,
    change,
    undo: before === null ? null : () => change(before),
  };
}
