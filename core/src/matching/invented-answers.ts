import { z } from 'zod';
import { loadActor } from '../auth/load-actor.ts';
import type { Consumer } from '../platform/events.ts';
import { rowId } from '../platform/ids.ts';
import { addJob, defineJob } from '../platform/jobs/job.ts';
import { asEchoError, type UserContext } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { answerMatch } from './respond-to-match.ts';

/** Who came as an invented person within this time may still be at that window, and answers themselves. */
const playedForHours = 1;
/** As somebody who reads it and thinks for a moment. */
const seconds = { least: 4, spread: 6 };

/** An invented person says yes. What has become of the match by then is not for them to mind. */
export const answerAsInvented = defineJob(
  'match.answer-invented',
  z.object({ matchId: rowId, userId: rowId }),
  async ({ matchId, userId }, services) => {
    const actor = await loadActor(services, userId, 'playground');
    const ctx: UserContext = { actor, services, meter: async () => {}, allowance: null };
    try {
      await answerMatch(ctx, { matchId, action: 'accept' });
    } catch (error) {
      if (asEchoError(error).code === 'internal') throw error;
    }
  },
);

/** Behind the people of the demo community there is nobody; who tries EchoChat alone would wait for them for ever. */
export const inventedAnswers: Consumer = {
  id: 'invented-answers',
  handles: ['match.interest-shown'],
  async handle(event, _key, services) {
    if (event.type !== 'match.interest-shown') return;
    const { matchId, to: userId } = event;
    const lately = toDate(services.clock.now().subtract({ hours: playedForHours }));
    const isAlone = await services.database.prisma.user.count({
      where: { id: userId, isDemo: true, identities: { none: { lastSeenAt: { gt: lately } } } },
    });
    if (isAlone === 0) return;
    const after = Temporal.Duration.from({ seconds: seconds.least + (matchId % seconds.spread) });
    await services.database.transaction((tx) =>
      addJob(tx, answerAsInvented, { matchId, userId }, { key: `match.answer-invented:${matchId}`, after }),
    );
  },
};
