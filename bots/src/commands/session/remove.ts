import type { SessionPerson, SessionView } from '@echochat/core/sessions/session-view.ts';
import { card, type Row } from '../../cards/card.ts';
import { asMarkdown } from '../../cards/markdown.ts';
import { type Answer, type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { hidden, OptionProblem, required } from '../option.ts';
import { choice, integer, page } from '../options/plain.ts';
import { session } from '../options/session.ts';
import { person } from '../options/things.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';
import { removable } from './cards.ts';

/** Takes somebody out of a session: whom is chosen of who is in it, and asked about once; the way back is a press away. */
export const sessionRemove: Command = defineCommand({
  path: 'session remove',
  options: {
    session: required(session),
    person,
    who: hidden(integer(1, 2_000_000_000)),
    scope: hidden(choice('one', 'following')),
    page,
  },
  form: ['session', 'person'],
  async run(ctx, { session, person, who, scope, page }) {
    const userId = who ?? person?.userId;
    if (userId === undefined) return whom(ctx, session, page);
    const them = removable(session).find((each) => each.userId === userId);
    // Whoever is not in it any more: core says what of it.
    if (them && !scope) return sure(ctx, session, them);
    if (!them && !scope) throw new OptionProblem('problems.person_not_here');
    await ctx.api.sessions.removeParticipant({ sessionId: session.id, userId, scope: scope ?? 'one' });
    const name = them?.displayName ?? ctx.say('notices.somebody');
    const values = { session: String(session.id) };
    const again = session.status === 'scheduled' && them !== undefined;
    return {
      card: card({
        sign: '🍂',
        title: ctx.say('session.remove.title', { name, title: session.title }),
        text: ctx.tell('session.remove.text'),
        actions: [
          ctx.button('session view', ctx.say('session.view.button'), values, 'primary'),
          ...(again
            ? [
                ctx.button('session invite', ctx.say('session.remove.again', { name }), {
                  ...values,
                  person: `@${them.handle}`,
                }),
              ]
            : []),
        ],
      }),
    };
  },
});

function whom(ctx: CommandContext, session: SessionView, page: number | undefined): Answer {
  const people = removable(session);
  const at = nearestPage(page, people.length);
  const values = { session: String(session.id) };
  return {
    card: card({
      sign: '🍂',
      title: ctx.say('session.remove.which', { title: session.title }),
      text: ctx.tell(people.length === 0 ? 'session.remove.nobody' : 'session.remove.which_text'),
      rows: people.slice((at - 1) * pageSize, at * pageSize).map(
        ({ userId, displayName }): Row => ({
          title: displayName,
          text: asMarkdown(''),
          action: ctx.button('session remove', ctx.say('session.remove.sure', { name: displayName }), {
            ...values,
            who: String(userId),
          }),
        }),
      ),
      actions: [
        ctx.button('session view', ctx.say('session.keep'), values, 'primary'),
        ...pageButtons(ctx, at, people.length, (label, next) =>
          ctx.button('session remove', label, { ...values, page: String(next) }),
        ),
      ],
      ...pageFooter(ctx, at, people.length),
    }),
  };
}

function sure(ctx: CommandContext, session: SessionView, { userId, displayName: name }: SessionPerson): Answer {
  const values = { session: String(session.id), who: String(userId) };
  return {
    card: card({
      sign: '🍂',
      tone: 'trouble',
      title: ctx.say('session.remove.ask', { name, title: session.title }),
      text: ctx.tell('session.remove.which_text'),
      actions: [
        ctx.button('session remove', ctx.say('session.remove.sure', { name }), { ...values, scope: 'one' }, 'danger'),
        ...(session.repeat
          ? [ctx.button('session remove', ctx.say('session.remove.all'), { ...values, scope: 'following' }, 'danger')]
          : []),
        ctx.button('session view', ctx.say('session.keep'), { session: String(session.id) }),
      ],
    }),
  };
}
