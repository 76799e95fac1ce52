import { toDate } from '@echochat/core/platform/time.ts';
import { card } from '../../cards/card.ts';
import { joinMarkdown } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import { askFor } from '../form-of.ts';
import { hidden, required } from '../option.ts';
import { duration } from '../options/duration.ts';
import { moment } from '../options/moment.ts';
import { choice, yesNo } from '../options/plain.ts';
import { session } from '../options/session.ts';
import { person } from '../options/things.ts';
import { sessionCard } from './cards.ts';
import { orAnyway } from './or-anyway.ts';
import { timeText } from './times.ts';

const scope = hidden(choice('one', 'following'));

/** Moves a session: the new hour is shown in everybody's time first; of a series, this one or all that follow. */
export const sessionReschedule: Command = defineCommand({
  path: 'session reschedule',
  options: { session: required(session), when: moment, minutes: duration, scope, busy: hidden(yesNo) },
  form: ['session', 'when', 'minutes'],
  async run(ctx, { session, when, minutes, scope, busy }) {
    const known = { session: String(session.id) };
    if (!when) return askFor(ctx, sessionReschedule, { ...known, minutes: String(session.duration) }, ['when']);
    const scheduledAt = toDate(when.at);
    const length = minutes ?? session.duration;
    const values = { ...known, when: when.at.toString({ smallestUnit: 'minute' }), minutes: String(length) };
    const find = ctx.button('session find', ctx.say('session.find.button'), known);
    if (!scope) {
      const others = session.people.filter(
        ({ userId, status }) => userId !== ctx.actor.userId && status !== 'declined',
      );
      return {
        card: card({
          sign: '🔀',
          title: ctx.say('session.reschedule.ask', { title: session.title }),
          text: joinMarkdown(
            [
              ctx.tell('session.reschedule.was', { when: ctx.when(session.scheduledAt) }),
              timeText(ctx, scheduledAt, length, others),
            ],
            '\n',
          ),
          actions: [
            ctx.button(
              'session reschedule',
              ctx.say('session.reschedule.sure'),
              { ...values, scope: 'one' },
              'primary',
            ),
            ...(session.repeat
              ? [ctx.button('session reschedule', ctx.say('session.reschedule.all'), { ...values, scope: 'following' })]
              : []),
            ...(others.length > 0 ? [find] : []),
            ctx.button('session view', ctx.say('session.keep'), known),
          ],
        }),
      };
    }
    return orAnyway(ctx, { path: 'session reschedule', values: { ...values, scope }, instead: [find] }, async () => {
      const moved = await ctx.api.sessions.rescheduleSession({
        sessionId: session.id,
        scheduledAt,
        duration: length,
        scope,
        evenIfBusy: busy === true,
      });
      return { card: sessionCard(ctx, moved, { text: ctx.tell('session.reschedule.text') }) };
    });
  },
});

/** Asks once, naming what goes. */
export const sessionCancel: Command = defineCommand({
  path: 'session cancel',
  options: { session: required(session), scope },
  form: ['session'],
  async run(ctx, { session, scope }) {
    const values = { session: String(session.id) };
    if (!scope && session.youLead && session.status === 'scheduled') {
      const others = session.people.filter(
        ({ userId, status }) => userId !== ctx.actor.userId && status !== 'declined',
      ).length;
      return {
        card: card({
          sign: '🍂',
          tone: 'trouble',
          title: ctx.say('session.cancel.ask', { title: session.title }),
          text: ctx.tell('session.cancel.ask_text', { when: ctx.when(session.scheduledAt), count: others }),
          actions: [
            ctx.button('session cancel', ctx.say('session.cancel.sure'), { ...values, scope: 'one' }, 'danger'),
            ...(session.repeat
              ? [
                  ctx.button(
                    'session cancel',
                    ctx.say('session.cancel.all'),
                    { ...values, scope: 'following' },
                    'danger',
                  ),
                ]
              : []),
            ctx.button('session reschedule', ctx.say('session.reschedule.button'), values),
            ctx.button('session view', ctx.say('session.keep'), values),
          ],
        }),
      };
    }
    const gone = await ctx.api.sessions.cancelSession({ sessionId: session.id, ...(scope ? { scope } : {}) });
    return { card: sessionCard(ctx, gone, { sign: '🍂', text: ctx.tell('session.cancel.text') }) };
  },
});

export const sessionInvite: Command = defineCommand({
  path: 'session invite',
  options: { session: required(session), person: required(person) },
  form: ['session', 'person'],
  async run(ctx, { session, person }) {
    const { displayName } = await ctx.api.sessions.inviteToSession({ sessionId: session.id, userId: person.userId });
    const values = { session: String(session.id) };
    return {
      card: card({
        sign: '✉️',
        title: ctx.say('room.invite.title', { name: displayName }),
        text: ctx.tell('session.invite.text', { name: displayName, title: session.title }),
        actions: [
          ctx.button('session view', ctx.say('session.view.button'), values, 'primary'),
          ctx.button('session invite', ctx.say('room.invite.another'), values),
        ],
      }),
    };
  },
});
