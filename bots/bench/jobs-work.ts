// What the queues do that `npm run bench:jobs` compares with: nothing at all, or the same send as ours.

import { openDispatcher } from '../src/commands/dispatch.ts';
import { noticeCard } from '../src/commands/notices.ts';
import { pageWords } from '../src/commands/page-words.ts';
import { renderCard } from '../src/discord/render/card.ts';
import { openEmpty } from './community.ts';
import type { Job, OpenEnd, Work } from './jobs-end.ts';
import { makeHistory, planSeats } from './jobs-ours.ts';

/** A queue with a job of either kind. */
export type OpenQueue = (databaseUrl: string, redisUrl: string, work: Work) => ReturnType<OpenEnd>;

/** The queue by itself: its job is over as it begins. */
export const withoutWork =
  (open: OpenQueue): OpenEnd =>
  (databaseUrl, redisUrl, sent) =>
    open(databaseUrl, redisUrl, {
      jobs: async (dues) => dues.map((due) => ({ due })),
      send: async ({ due }) => sent(due),
      close: async () => {},
    });

/**
 * The queue with a job as one would write it: puts the reminder into the person's inbox, reads whose it is and what it
 * tells, and draws Discord's message of it. By the house's own procedures and cards.
 */
export const withSameSend =
  (open: OpenQueue): OpenEnd =>
  async (databaseUrl, redisUrl, sent) => {
    const { core, close } = await openEmpty(databaseUrl);
    await makeHistory(core);
    const dispatcher = openDispatcher(core);

    async function send({ due, userId = 0, sessionId = 0 }: Job): Promise<void> {
      const [made] = await core.services.database.query<{ id: number }>(
        {
          name: 'bench-notice',
          text: `INSERT INTO notifications (user_id, kind, event_key, payload)
            VALUES ($1, 'session.reminder', $2, $3) ON CONFLICT DO NOTHING RETURNING id`,
        },
        [userId, `reminder:${sessionId}:0:10`, JSON.stringify({ sessionId, before: 10, alsoIds: [] })],
      );
      const ctx = await dispatcher.context(userId, 'discord');
      const notice = made ? await ctx.api.notifications.getNotice({ id: made.id }) : null;
      if (!notice) throw new Error('a reminder without a notice');
      renderCard(await noticeCard(ctx, notice), { turn: (page) => `turn:${page}`, words: pageWords('en') });
      sent(due);
    }

    return open(databaseUrl, redisUrl, {
      jobs: async (dues) =>
        (await planSeats(core, dues)).map(({ userId, sessionId, i }) => ({ due: dues[i] ?? 0, userId, sessionId })),
      send,
      close,
    });
  };
