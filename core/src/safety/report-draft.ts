import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { reportReasons } from './report-reasons.ts';
import { reportedMessage } from './report-subject.ts';

/** As many of one person are kept: the oldest makes room. */
const maxDrafts = 10;

const draft = z.object({
  reason: z.enum(reportReasons).optional(),
  details: z.string().max(4_000).optional(),
  alsoBlock: z.boolean().optional(),
  message: reportedMessage.optional(),
  /** As the chat calls who it is about. */
  name: z.string().max(80).optional(),
});
const kept = z.object({ draftId: z.string(), draft });

const keyOf = (userId: number, slot: number) => `report-draft:${userId}:${slot}`;

/** Keeps what a report will say until its form is sent: what is pressed holds a few characters. Nobody hears of it. */
export const keepReportDraft = protectedProcedure.input(draft).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const slot = (await services.kept.count(`report-drafts:${actor.userId}`)) % maxDrafts;
  const draftId = `${slot}${randomBytes(6).toString('base64url')}`;
  await services.kept.set(keyOf(actor.userId, slot), { draftId, draft: input });
  return { draftId };
});

/** What was kept. Throws draft_gone. */
export const getReportDraft = protectedProcedure
  .input(z.object({ draftId: z.string().regex(/^\d[\w-]{1,15}$/) }))
  .query(async ({ ctx: { actor, services }, input }) => {
    const found = kept.safeParse(await services.kept.get(keyOf(actor.userId, Number(input.draftId[0]))));
    if (!found.success || found.data.draftId !== input.draftId) throw new EchoError('draft_gone');
    return found.data.draft;
  });
