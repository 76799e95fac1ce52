import { type Command, defineCommand } from '../command.ts';
import { hidden, required } from '../option.ts';
import { choice, yesNo } from '../options/plain.ts';
import { session } from '../options/session.ts';
import { sessionCard } from './cards.ts';
import { orAnyway } from './or-anyway.ts';

/** Yes. Where something else is at that time, or somebody they blocked has a seat, it asks whether they mean it. */
export const sessionAccept: Command = defineCommand({
  path: 'session accept',
  options: { session: required(session), busy: hidden(yesNo), blocked: hidden(yesNo) },
  form: ['session'],
  async run(ctx, { session, busy, blocked }) {
    const values = {
      session: String(session.id),
      ...(busy ? { busy: 'yes' } : {}),
      ...(blocked ? { blocked: 'yes' } : {}),
    };
    return orAnyway(ctx, { path: 'session accept', values }, async () => {
      const answered = await ctx.api.sessions.respondToSessionInvite({
        sessionId: session.id,
        response: 'accept',
        evenIfBusy: busy === true,
        evenIfBlocked: blocked === true,
      });
      const waits = answered.yourStatus === 'waiting';
      const text = waits
        ? ctx.tell('session.accept.waiting')
        : ctx.tell(answered.repeat ? 'session.accept.series' : 'session.accept.text');
      return { card: sessionCard(ctx, answered, { text, tone: waits ? 'act' : 'celebrate' }) };
    });
  },
});

/** No; it can be taken back as long as there is a seat, so nothing is asked. */
export const sessionDecline: Command = defineCommand({
  path: 'session decline',
  options: { session: required(session), scope: hidden(choice('one', 'following')) },
  form: ['session'],
  async run(ctx, { session, scope }) {
    const answered = await ctx.api.sessions.respondToSessionInvite({
      sessionId: session.id,
      response: 'decline',
      ...(scope ? { scope } : {}),
    });
    const values = { session: String(session.id) };
    const shown = sessionCard(ctx, answered, { text: ctx.tell('session.decline.text') });
    return {
      card: {
        ...shown,
        actions: [
          ctx.button('session accept', ctx.say('session.decline.undo'), values, 'primary'),
          ...(answered.repeat && scope !== 'following'
            ? [ctx.button('session decline', ctx.say('session.decline.all'), { ...values, scope: 'following' })]
            : []),
        ],
      },
    };
  },
});
