import { fold } from '@echochat/core/platform/text.ts';
import type { SessionView } from '@echochat/core/sessions/session-view.ts';
import type { Option } from '../option.ts';
import { own } from './things.ts';

const listed: Option<SessionView> = own(
  async ({ api }) => {
    const [mine, { items }] = await Promise.all([
      api.sessions.getMySessions({}),
      api.sessions.getUpcomingSessions({ limit: 50 }),
    ]);
    return [...new Map([...mine, ...items].map((each) => [each.id, each])).values()];
  },
  ({ title, scheduledAt }, ctx) => `${title} · ${ctx.when(scheduledAt)}`,
  ({ title }, folded) => fold(title) === folded,
  'problems.session',
  'session mine',
);

/** A session by title or id: one of the person's own, or a public one. By id also one that is over: core says what of it. */
export const session: Option<SessionView> = {
  ...listed,
  async read(typed, ctx, others) {
    const id = /^#?(\d{1,9})$/.exec(typed.trim())?.[1];
    return id === undefined ? listed.read(typed, ctx, others) : ctx.api.sessions.getSession({ sessionId: Number(id) });
  },
};
