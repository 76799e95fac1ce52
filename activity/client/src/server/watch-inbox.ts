import { pauseMs, takeEvents } from './event-stream.ts';
import { type Head, readHead } from './read-head.ts';

const address = '/trpc/notifications.watchInbox';
/** The server says something every 20 seconds; a line that is silent for so long is dead. */
const silentMs = 50_000;

export interface Watcher {
  onHead: (head: Head) => void;
  /** Whether news come by themselves. */
  onLive: (isLive: boolean) => void;
}

/** Hears of everything that reaches the inbox until `signal` ends it. A line that breaks is opened anew by and by. */
export async function watchInbox(token: () => Promise<string>, watcher: Watcher, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const hasHeard = await listen(
      token,
      (head) => {
        watcher.onLive(true);
        watcher.onHead(head);
      },
      signal,
    );
    if (signal.aborted) return;
    failures = hasHeard ? 0 : failures + 1;
    if (!hasHeard) watcher.onLive(false);
    await pause(pauseMs(failures, Math.random()), signal);
  }
}

/** Listens to one line for as long as it stands; false where it said nothing of the inbox. */
async function listen(
  token: () => Promise<string>,
  onHead: (head: Head) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silentMs);
  let hasHeard = false;
  try {
    const response = await fetch(address, {
      // The browser's own EventSource sends no such header, and an address is no place for a token.
      headers: { authorization: `Bearer ${await token()}`, accept: 'text/event-stream' },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silentMs);
      const { events, rest } = takeEvents(text + part.value);
      text = rest;
      for (const { name, data } of events) {
        const head = name === 'message' ? readHead(data) : null;
        if (head === null) continue;
        hasHeard = true;
        onHead(head);
      }
    }
  } catch {
    // It broke: the next one is opened.
  } finally {
    clearTimeout(timer);
  }
  return hasHeard;
}

/** Waits; less long where the network or the person comes back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const until = { signal: over.signal };
    signal.addEventListener('abort', end, until);
    addEventListener('online', end, until);
    document.addEventListener('visibilitychange', () => document.hidden || end(), until);
  });
}
