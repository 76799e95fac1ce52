import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { hoursKnownTo } from '../safety/ties.ts';
import { guestsOf, plannedSession, planSession } from './create-session.ts';
import { refuseTime } from './refuse-time.ts';

/** A person has one draft, the last: it waits for a press, for an hour or two. */
const keyOf = (userId: number) => `session-draft:${userId}`;
const kept = z.object({ draftId: z.string(), planned: z.unknown() });
/** What was kept, with its moment as JSON has it. */
const draft = plannedSession.extend({ scheduledAt: z.coerce.date() });

/**
 * Keeps a plan until its person has seen it in everybody's time and says yes. Nobody hears of it and no hour is taken.
 * Returns its id and who it is for. Throws what of createSession can be said by now.
 */
export const draftSession = protectedProcedure
  .meta({ permission: 'sessions:schedule' })
  .input(plannedSession)
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { prisma } = services.database;
    refuseTime(input.scheduledAt, services.clock.now());
    const ids = await guestsOf(prisma, ctx, input);
    const known = await hoursKnownTo(prisma, actor.userId, ids);
    const guests = await prisma.user.findMany({
      where: { id: { in: ids } },
      select: { id: true, displayName: true, availability: { select: { timezone: true } } },
    });
    const draftId = randomBytes(6).toString('base64url');
    await services.kept.set(keyOf(actor.userId), { draftId, planned: input });
    return {
      draftId,
      guests: guests.map(({ id, displayName, availability }) => ({
        userId: id,
        displayName,
        timezone: known.has(id) ? (availability?.timezone ?? null) : null,
      })),
    };
  });

/** Plans the draft, if it is the actor's last. Throws draft_gone, and what createSession throws. */
export const planDraft = protectedProcedure
  .meta({ permission: 'sessions:schedule', allowance: 'sessions' })
  .input(z.object({ draftId: z.string().max(20), evenIfBusy: z.boolean().default(false) }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const found = kept.safeParse(await services.kept.get(keyOf(actor.userId)));
    if (!found.success || found.data.draftId !== input.draftId) throw new EchoError('draft_gone');
    const session = await planSession(ctx, draft.parse(found.data.planned), input.evenIfBusy);
    await services.kept.drop(keyOf(actor.userId));
    return session;
  });
