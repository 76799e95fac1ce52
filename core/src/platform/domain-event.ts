import { z } from 'zod';
import type { Tx } from './db/database.ts';

const userId = z.number().int();

/**
 * What has happened, in the past tense. Payloads carry ids alone: who consumes an event reads the rows as they are by
 * then. `v` counts up when a payload changes its meaning.
 */
export const domainEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('match.proposed'), v: z.literal(1), matchId: z.number(), proposedTo: userId }),
  z.object({ type: z.literal('match.interest-shown'), v: z.literal(1), matchId: z.number(), by: userId, to: userId }),
  z.object({ type: z.literal('match.accepted'), v: z.literal(1), matchId: z.number(), partnershipId: z.number() }),
  z.object({ type: z.literal('match.closed'), v: z.literal(1), matchId: z.number(), waiting: userId }),
  z.object({ type: z.literal('skill.endorsed'), v: z.literal(1), endorsementId: z.number() }),
  /** What somebody wished for is in the tree now, and theirs. */
  z.object({ type: z.literal('skill.arrived'), v: z.literal(1), to: userId, categoryId: z.number() }),
  z.object({ type: z.literal('feedback.given'), v: z.literal(1), feedbackId: z.number(), to: userId }),
  z.object({ type: z.literal('room.invited'), v: z.literal(1), roomId: z.number(), by: userId, to: userId }),
  z.object({ type: z.literal('room.declined'), v: z.literal(1), roomId: z.number(), by: userId, to: userId }),
  /** The owner offers it for good; or the one to whom it was offered has said yes. */
  z.object({ type: z.literal('room.offered'), v: z.literal(1), roomId: z.number(), by: userId, to: userId }),
  z.object({ type: z.literal('room.taken-over'), v: z.literal(1), roomId: z.number(), by: userId, to: userId }),
  /** Who may be in it is different. */
  z.object({ type: z.literal('room.changed'), v: z.literal(1), roomId: z.number() }),
  z.object({ type: z.literal('room.ended'), v: z.literal(1), roomId: z.number() }),
  z.object({ type: z.literal('session.invited'), v: z.literal(1), sessionId: z.number(), by: userId, to: userId }),
  z.object({
    type: z.literal('session.answered'),
    v: z.literal(1),
    sessionId: z.number(),
    by: userId,
    answer: z.enum(['accepted', 'declined', 'waiting']),
  }),
  z.object({ type: z.literal('session.moved'), v: z.literal(1), sessionId: z.number(), by: userId }),
  z.object({ type: z.literal('session.cancelled'), v: z.literal(1), sessionId: z.number(), by: userId }),
  /** It does not take place; who hears of it is not told who or why. */
  z.object({ type: z.literal('session.called-off'), v: z.literal(1), sessionId: z.number(), to: userId }),
  /** Its host took somebody out of it: of a series out of this one, or of all that follow too. */
  z.object({
    type: z.literal('session.removed'),
    v: z.literal(1),
    sessionId: z.number(),
    to: userId,
    scope: z.enum(['one', 'following']),
  }),
  /** A seat is free, and kept for them for a while. */
  z.object({ type: z.literal('session.seat-offered'), v: z.literal(1), sessionId: z.number(), to: userId }),
  /** A poll came to this session. */
  z.object({ type: z.literal('session.agreed'), v: z.literal(1), sessionId: z.number() }),
  z.object({ type: z.literal('poll.opened'), v: z.literal(1), pollId: z.number() }),
  /** At no hour of it two of its people can. */
  z.object({ type: z.literal('poll.failed'), v: z.literal(1), pollId: z.number() }),
  z.object({ type: z.literal('session.completed'), v: z.literal(1), sessionId: z.number() }),
  /** They see nothing of each other any more, from this moment. The other is never told. */
  z.object({ type: z.literal('person.blocked'), v: z.literal(1), by: userId, to: userId }),
  /** A block was taken back: where the other has not blocked too, they see each other again. */
  z.object({ type: z.literal('person.unblocked'), v: z.literal(1), by: userId, to: userId }),
  /** Somebody asked for help about another; or what they asked was looked at. */
  z.object({ type: z.literal('report.made'), v: z.literal(1), reportId: z.number() }),
  z.object({ type: z.literal('report.closed'), v: z.literal(1), reportId: z.number() }),
  /** Another account would be joined with theirs, which is asked. */
  z.object({ type: z.literal('account.link-asked'), v: z.literal(1), requestId: z.number(), to: userId }),
  z.object({ type: z.literal('account.link-declined'), v: z.literal(1), to: userId }),
  z.object({ type: z.literal('account.unlinked'), v: z.literal(1), mergeId: z.number() }),
  z.object({ type: z.literal('account.linked'), v: z.literal(1), userId, platform: z.string() }),
]);
export type DomainEvent = z.infer<typeof domainEvent>;
export type EventType = DomainEvent['type'];

/**
 * Tells of an event: adds, in the caller's transaction, one job for each consumer of it. The key makes it one event; told
 * `after` a while, a later one of the same key that comes meanwhile takes its place.
 */
export type Emit = (tx: Tx, key: string, event: DomainEvent, after?: Temporal.Duration | null) => Promise<void>;
