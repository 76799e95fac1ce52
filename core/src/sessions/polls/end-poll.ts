import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { evenIfBusy } from '../create-session.ts';
import { refuseClash, refuseTime } from '../refuse-time.ts';
import { holdOpenPoll, readPoll } from './find-poll.ts';
import { settlePoll } from './settle-poll.ts';

const input = z.object({ pollId: rowId, hourId: rowId }).extend(evenIfBusy.shape);

/**
 * SE-17: its host takes one of a poll's hours, whoever has not answered yet. Throws poll_not_found, poll_over,
 * not_session_host, session_past, session_clash.
 */
export const decidePoll = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  return services.database.transaction(async (tx) => {
    const poll = await holdOpenPoll(tx, ctx, input.pollId);
    if (poll.hostId !== actor.userId) throw new EchoError('not_session_host');
    const hour = await tx.pollHour.findFirst({ where: { id: input.hourId, pollId: poll.id } });
    if (!hour) throw new EchoError('poll_not_found');
    refuseTime(hour.at, services.clock.now());
    if (!input.evenIfBusy) await refuseClash(tx, actor.userId, { at: hour.at, minutes: poll.duration });
    await settlePoll(tx, services, poll, hour.id);
    return readPoll(tx, ctx, poll.id);
  });
});

/** Its host asks no more; nothing comes of it, and nobody is told. Throws poll_not_found, poll_over, not_session_host. */
export const closePoll = protectedProcedure.input(z.object({ pollId: rowId })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  return services.database.transaction(async (tx) => {
    const poll = await holdOpenPoll(tx, ctx, input.pollId);
    if (poll.hostId !== actor.userId) throw new EchoError('not_session_host');
    await tx.sessionPoll.update({ where: { id: poll.id }, data: { status: 'closed' } });
    return readPoll(tx, ctx, poll.id);
  });
});
