import { useSyncExternalStore } from 'react';

const minuteMs = 60_000;

function eachMinute(listener: () => void): () => void {
  const timer = setInterval(listener, minuteMs / 4);
  return () => clearInterval(timer);
}

const currentMinute = () => Math.floor(Date.now() / minuteMs);

/** The minute that has begun, in milliseconds since 1970; the component renders again with each. */
export function useNow(): number {
  return useSyncExternalStore(eachMinute, currentMinute) * minuteMs;
}
