import type { ScheduledSession } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { openAllowance } from '../platform/allowance.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { line, text } from '../platform/text.ts';
import { fromDate, isTimeZone, toDate, wallToDate } from '../platform/time.ts';
import { webAddressInput } from '../platform/web-address.ts';
import { spendLimit } from '../safety/limits.ts';
import { isReservedTitle } from '../safety/names.ts';
import { requireInvitable } from '../safety/ties.ts';
import { skillTree } from '../skills/load-tree.ts';
import { emitInvitations, makeSession, type Times } from './make-session.ts';
import { refuseClash, refuseTime } from './refuse-time.ts';
import { type Repeat, ruleOf } from './rules/recurrence.ts';
import { makeOccurrences, type Template } from './series/make-occurrences.ts';
import { type SessionView, sessionViews } from './session-view.ts';

const defaultParticipants = 10;

const repeat = z
  .object({
    every: z.enum(['week', 'two_weeks', 'month']),
    /** The last day, in the zone of the session. */
    until: z.iso.date().optional(),
    count: z.number().int().min(2).max(52).optional(),
  })
  .refine(({ until, count }) => until === undefined || count === undefined, 'should end by a day or by a count');

/** A session as it is planned. */
export const plannedSession = z.object({
  title: line(200).refine((title) => !isReservedTitle(title), 'reserved_title'),
  description: text(2_000).optional(),
  /** What it is about; partners may meet about anything. */
  categoryId: rowId.optional(),
  scheduledAt: z.date(),
  /** Minutes. */
  duration: z.number().int().min(15).max(240).default(60),
  /** The plan may hold fewer. */
  maxParticipants: z.number().int().min(2).max(50).optional(),
  /** Listed for everybody, to take a seat. */
  isPublic: z.boolean().default(true),
  /** For two partners: the other one is asked. */
  partnershipId: rowId.optional(),
  /** Who is asked beside. */
  invite: z.array(rowId).max(49).default([]),
  meetingLink: webAddressInput(500).optional(),
  repeat: repeat.optional(),
  /** In whose wall time it is meant; the actor's own without it. */
  timezone: z.string().max(50).refine(isTimeZone, 'should be an IANA time zone').optional(),
});
export type PlannedSession = z.output<typeof plannedSession>;

/** Said once more after session_clash. */
export const evenIfBusy = z.object({ evenIfBusy: z.boolean().default(false) });

/**
 * Plans a session with the actor as its host, who has said yes. Throws session_past, session_too_far, session_clash (they
 * said yes to something else then), session_size (seats of the plan), session_too_many_guests, session_yourself,
 * person_not_found (also where one blocked the other), not_open_to_you (SF-21), partnership_not_found, skill_unknown,
 * daily_limit, action_limit, target_limit.
 */
export const createSession = protectedProcedure
  .meta({ permission: 'sessions:schedule', allowance: 'sessions' })
  .input(plannedSession.extend(evenIfBusy.shape))
  .mutation(({ ctx, input }) => planSession(ctx, input, input.evenIfBusy));

export async function planSession(ctx: UserContext, input: PlannedSession, isBusyFine: boolean): Promise<SessionView> {
  const { actor, services } = ctx;
  const { maxParticipantsPerRoom } = actor.plan;
  const now = services.clock.now();
  refuseTime(input.scheduledAt, now);
  const tree = await skillTree(services);
  if (input.categoryId !== undefined && !tree.get(input.categoryId)) throw new EchoError('skill_unknown');
  if ((input.maxParticipants ?? 0) > maxParticipantsPerRoom)
    throw new EchoError('session_size', { limit: maxParticipantsPerRoom });

  const row = await services.database.transaction(async (tx) => {
    const allowance = await openAllowance(tx, ctx);
    // Two plans of one person at once wait here for each other, so that each sees the other's hour.
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${actor.userId} FOR UPDATE`;
    if (!isBusyFine) await refuseClash(tx, actor.userId, { at: input.scheduledAt, minutes: input.duration });
    const guests = await guestsOf(tx, ctx, input);
    const isForTwo = input.partnershipId !== undefined && guests.length === 1;
    const most = Math.min(defaultParticipants, maxParticipantsPerRoom);
    const seats = input.maxParticipants ?? (isForTwo ? 2 : Math.max(most, 1));
    if (guests.length + 1 > seats) throw new EchoError('session_too_many_guests', { seats, guests: guests.length });
    await allowance.spend(1);
    await spendLimit(tx, ctx, 'session.invite', guests);

    const template: Template = {
      title: input.title,
      description: input.description || null,
      hostId: actor.userId,
      categoryId: input.categoryId ?? null,
      partnershipId: input.partnershipId ?? null,
      maxParticipants: seats,
      isPremium: seats > defaultParticipants,
      isPublic: input.isPublic && input.partnershipId === undefined,
      meetingLink: input.meetingLink ?? null,
    };
    const timezone = input.timezone ?? actor.timezone ?? 'UTC';
    const times = { at: input.scheduledAt, duration: input.duration, timezone };
    const first = input.repeat
      ? await beginSeries(tx, ctx, template, times, guests, readRepeat(input.repeat))
      : await makeSession(tx, services, template, times, [
          { userId: actor.userId, status: 'accepted' },
          ...guests.map((userId) => ({ userId, status: 'invited' as const })),
        ]);
    await emitInvitations(tx, services, { sessionId: first.id, by: actor.userId, to: guests });
    return first;
  });
  const [session] = await sessionViews(ctx, [row]);
  if (!session) throw new EchoError('session_not_found');
  return session;
}

async function beginSeries(
  tx: Tx,
  { actor, services }: UserContext,
  template: Template,
  { at, duration, timezone }: Times,
  guests: readonly number[],
  repeat: Repeat,
): Promise<ScheduledSession> {
  const start = fromDate(at).toZonedDateTimeISO(timezone).toPlainDateTime().round('second');
  const series = await tx.sessionSeries.create({
    data: {
      hostId: actor.userId,
      startsAt: wallToDate(start),
      timezone,
      rule: ruleOf(repeat, start),
      duration,
      madeUntil: at,
      createdAt: toDate(services.clock.now()),
      members: {
        create: [
          { userId: actor.userId, status: 'accepted' },
          ...guests.map((userId) => ({ userId, status: 'invited' as const })),
        ],
      },
    },
  });
  const [first] = await makeOccurrences(tx, services, series, template);
  if (!first) throw new EchoError('session_past', { at: at.getTime() });
  return first;
}

const readRepeat = ({ every, until, count }: z.output<typeof repeat>): Repeat => ({
  every,
  ...(until === undefined ? {} : { until: Temporal.PlainDate.from(until) }),
  ...(count === undefined ? {} : { count }),
});

/** Who is asked: the partner and the others, each once. */
export async function guestsOf(
  tx: Tx,
  { actor }: UserContext,
  { partnershipId, invite }: Pick<PlannedSession, 'partnershipId' | 'invite'>,
): Promise<number[]> {
  if (invite.includes(actor.userId)) throw new EchoError('session_yourself');
  const ids = new Set(invite);
  if (partnershipId !== undefined) {
    const pair = await tx.learningPartnership.findFirst({
      where: {
        id: partnershipId,
        status: { not: 'ended' },
        OR: [{ userId1: actor.userId }, { userId2: actor.userId }],
      },
    });
    if (!pair) throw new EchoError('partnership_not_found');
    ids.add(pair.userId1 === actor.userId ? pair.userId2 : pair.userId1);
  }
  await requireInvitable(tx, actor.userId, [...ids]);
  return [...ids];
}
