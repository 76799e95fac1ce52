import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { openAllowance } from '../../platform/allowance.ts';
import type { Tx } from '../../platform/db/database.ts';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../../platform/procedures.ts';
import { line } from '../../platform/text.ts';
import { fromDate, toDate } from '../../platform/time.ts';
import { spendLimit } from '../../safety/limits.ts';
import { isReservedTitle } from '../../safety/names.ts';
import { guestsOf } from '../create-session.ts';
import { refuseTime } from '../refuse-time.ts';
import { closingOf } from '../rules/choose-hour.ts';
import { readPoll } from './find-poll.ts';
import type { PollView } from './poll-view.ts';
import { planSettling } from './settle-poll.ts';

const planned = z.object({
  title: line(200).refine((title) => !isReservedTitle(title), 'reserved_title'),
  /** Who is asked beside the actor. */
  userIds: z.array(rowId).min(1).max(49),
  /** The hours to choose from, the best first; the same one twice is one. */
  hours: z.array(z.date()).min(1).max(5),
  /** Minutes. */
  duration: z.number().int().min(15).max(240).default(60),
});
type Planned = z.output<typeof planned>;

/**
 * SE-17: asks people which of some hours suit them; who asks can at all of them until they say otherwise. Throws
 * session_past, session_too_far, session_yourself, person_not_found (also where one blocked the other),
 * not_open_to_you, session_too_many_guests, daily_limit, action_limit, target_limit.
 */
export const openPoll = protectedProcedure
  .meta({ permission: 'sessions:schedule', allowance: 'sessions' })
  .input(planned)
  .mutation(({ ctx, input }) => open(ctx, input));

/** `claim` refuses within the transaction what was opened already. */
async function open(
  ctx: UserContext,
  { title, userIds, hours, duration }: Planned,
  claim?: (tx: Tx) => Promise<void>,
): Promise<PollView> {
  const { actor, services } = ctx;
  const now = services.clock.now();
  for (const at of hours) refuseTime(at, now);
  const distinct = [...new Map(hours.map((at) => [at.getTime(), at])).values()];
  const first = fromDate(new Date(Math.min(...distinct.map((at) => at.getTime()))));
  const closesAt = closingOf(first, now);
  const pollId = await services.database.transaction(async (tx) => {
    const allowance = await openAllowance(tx, ctx);
    await claim?.(tx);
    const guests = await guestsOf(tx, ctx, { invite: userIds });
    const seats = actor.plan.maxParticipantsPerRoom;
    if (guests.length + 1 > seats) throw new EchoError('session_too_many_guests', { seats, guests: guests.length });
    await allowance.spend(1);
    await spendLimit(tx, ctx, 'session.invite', guests);
    const poll = await tx.sessionPoll.create({
      data: {
        title,
        hostId: actor.userId,
        duration,
        timezone: actor.timezone ?? 'UTC',
        maxParticipants: Math.max(guests.length + 1, Math.min(seats, usualSeats)),
        closesAt: toDate(closesAt),
        createdAt: toDate(now),
        hours: { create: distinct.map((at, place) => ({ at, place })) },
        voters: {
          create: [{ userId: actor.userId, answeredAt: toDate(now) }, ...guests.map((userId) => ({ userId }))],
        },
      },
      include: { hours: true },
    });
    await tx.pollVote.createMany({ data: poll.hours.map(({ id }) => ({ hourId: id, userId: actor.userId })) });
    await planSettling(tx, poll.id, closesAt.since(now));
    await services.events.emit(tx, `poll-opened:${poll.id}`, { type: 'poll.opened', v: 1, pollId: poll.id });
    return poll.id;
  });
  return readPoll(services.database.prisma, ctx, pollId);
}

const usualSeats = 10;

/** A person has one draft of a poll, the last. */
const keyOf = (userId: number) => `poll-draft:${userId}`;
const kept = z.object({ draftId: z.string(), planned: planned.extend({ hours: z.array(z.coerce.date()) }) });

/** Keeps a poll until its person has looked at the hours and says yes. Nobody is asked by it. Returns its id. */
export const draftPoll = protectedProcedure
  .meta({ permission: 'sessions:schedule' })
  .input(planned)
  .mutation(async ({ ctx, input }) => {
    const draftId = randomBytes(6).toString('base64url');
    await ctx.services.kept.set(keyOf(ctx.actor.userId), { draftId, planned: input });
    return { draftId };
  });

/** Opens the draft, if it is the actor's last. Throws draft_gone, and what openPoll throws. */
export const openPollDraft = protectedProcedure
  .meta({ permission: 'sessions:schedule', allowance: 'sessions' })
  .input(z.object({ draftId: z.string().max(20) }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const found = kept.safeParse(await services.kept.get(keyOf(actor.userId)));
    if (!found.success || found.data.draftId !== input.draftId) throw new EchoError('draft_gone');
    return open(ctx, found.data.planned, async (tx) => {
      // Of two presses at once the second waits here, and finds nothing.
      const claimed = await tx.$executeRaw`DELETE FROM kept_states
        WHERE key = ${keyOf(actor.userId)} AND value->>'draftId' = ${input.draftId}`;
      if (claimed === 0) throw new EchoError('draft_gone');
    });
  });
