import type { SessionPoll } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import { EchoError } from '../../platform/errors.ts';
import type { UserContext } from '../../platform/procedures.ts';
import { type PollView, pollsFor, pollViews, withAnswers } from './poll-view.ts';

/** The poll as the actor may know of it. Throws poll_not_found. */
export async function readPoll(tx: Tx, ctx: UserContext, pollId: number): Promise<PollView> {
  const row = await tx.sessionPoll.findFirst({
    where: { id: pollId, ...pollsFor(ctx.actor.userId) },
    include: withAnswers,
  });
  const [view] = row ? await pollViews(tx, ctx, [row]) : [];
  if (!view) throw new EchoError('poll_not_found');
  return view;
}

/** An open poll, held until the transaction ends: the last answer and the closing hour wait here for each other. */
export async function holdOpenPoll(tx: Tx, ctx: UserContext, pollId: number): Promise<SessionPoll> {
  await tx.$executeRaw`SELECT 1 FROM session_polls WHERE id = ${pollId} FOR UPDATE`;
  const poll = await tx.sessionPoll.findFirst({ where: { id: pollId, ...pollsFor(ctx.actor.userId) } });
  if (!poll) throw new EchoError('poll_not_found');
  if (poll.status !== 'open') throw new EchoError('poll_over');
  return poll;
}
