import type { Services } from '../../platform/services.ts';
import { liveSessions } from './get-live-sessions.ts';

/** A word of a sign-out that was lost is made up for within this. */
const lookEveryMs = 20_000;

/** Ends this process's streams as their browser sessions end: at once by the word of it, else when it is looked at again. */
export function endStreamsOfSignedOut(services: Services): () => void {
  const { realtime, streams, log } = services;
  const stop = realtime.watchSignedOut(({ sessionIds }) => streams.endOf(sessionIds));
  const timer = setInterval(() => {
    const open = streams.sessionIds();
    liveSessions(services, open).then(
      (live) => streams.endOf(open.filter((id) => !live.includes(id))),
      (error: unknown) => log.warn({ error: String(error) }, 'whether streams may stay open could not be looked up'),
    );
  }, lookEveryMs).unref();
  return () => {
    stop();
    clearInterval(timer);
  };
}
