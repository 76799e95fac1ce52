import type { StreamEvent } from '@echochat/activity-protocol/playground.ts';
import { useEffect, useEffectEvent, useState } from 'react';
import { streamAddress } from '../../../server/playground.ts';
import { readStreamEvent } from '../../../server/read.ts';

/** The browser reconnects by itself, except after an answer that is no stream: then we do, after this long. */
const REOPEN_MS = 4_000;

/** Listens for what others cause. Returns whether the line to the server stands. */
export function useNews(handle: string, onNews: (event: StreamEvent) => void): boolean {
  const [isLive, setLive] = useState(true);
  const hear = useEffectEvent((message: MessageEvent<string>) => {
    const event = readStreamEvent(message.data);
    if (event !== null) onNews(event);
  });

  useEffect(() => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(streamAddress(handle));
      source.addEventListener('card', (message) => hear(message));
      source.addEventListener('open', () => setLive(true));
      source.addEventListener('error', () => {
        setLive(false);
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
      });
    };
    open();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [handle]);
  return isLive;
}
