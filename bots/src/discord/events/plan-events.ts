import type { MirroredSession } from '@echochat/core/sessions/mirrors/get-mirrors.ts';

/** Discord's limit, of all events of a server that are not over. */
const most = 100;

/** An event of a server, as far as it matters to ours. */
export interface ListedEvent {
  id: string;
  name: string;
  startsAt: Temporal.Instant;
  isOurs: boolean;
}

export type Step =
  /** Nothing is to be done there: it has begun, or was taken away and is not wanted any more. */
  | { do: 'forget'; session: MirroredSession }
  /** Somebody took it away there. */
  | { do: 'mourn'; session: MirroredSession }
  | { do: 'remove'; session: MirroredSession | null; eventId: string }
  /** It was made, and we died before we wrote that down. */
  | { do: 'adopt'; session: MirroredSession; eventId: string }
  | { do: 'update'; session: MirroredSession; eventId: string }
  | { do: 'make'; session: MirroredSession };

/**
 * SE-16: what has to be done for a server's events to be as they should, in the order in which there is room for it. `sessions`
 * are all that are or should be there, what should soonest first.
 */
export function planEvents(
  sessions: readonly MirroredSession[],
  listed: readonly ListedEvent[],
  nameOf: (session: MirroredSession) => string,
  now: Temporal.Instant,
): Step[] {
  const there = new Map(listed.map((event) => [event.id, event]));
  const known = new Set(sessions.map(({ mirror }) => mirror?.eventId));
  const spare = listed.filter(({ id, isOurs, startsAt }) => isOurs && !known.has(id) && isAfter(startsAt, now));
  const isTaken = ({ mirror }: MirroredSession) =>
    mirror !== null && (mirror.eventId === null || !there.has(mirror.eventId));
  const living = sessions.filter((session) => session.isWanted && !isTaken(session));
  const room = most - listed.filter(({ isOurs }) => !isOurs).length;
  const fitting = new Set(living.slice(0, Math.max(0, room)));

  const steps = sessions.flatMap((session): Step[] => {
    const { mirror, isWanted, hasBegun } = session;
    const eventId = mirror?.eventId ?? null;
    if (!isWanted && (hasBegun || eventId === null)) return [{ do: 'forget', session }];
    if (eventId !== null && !fitting.has(session) && !(isWanted && isTaken(session)))
      return [{ do: 'remove', session, eventId }];
    if (isTaken(session)) return eventId === null ? [] : [{ do: 'mourn', session }];
    if (!fitting.has(session)) return [];
    if (eventId !== null) return mirror?.sequence === session.sequence ? [] : [{ do: 'update', session, eventId }];
    const found = spare.findIndex(
      ({ name, startsAt }) => name === nameOf(session) && startsAt.equals(session.startsAt),
    );
    const [own] = found === -1 ? [] : spare.splice(found, 1);
    return [own ? { do: 'adopt', session, eventId: own.id } : { do: 'make', session }];
  });
  const left = spare.map(({ id }): Step => ({ do: 'remove', session: null, eventId: id }));
  return [...steps, ...left].toSorted((a, b) => order.indexOf(a.do) - order.indexOf(b.do));
}

const order: readonly Step['do'][] = ['forget', 'mourn', 'remove', 'adopt', 'update', 'make'];

const isAfter = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0;
