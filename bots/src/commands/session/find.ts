import { type Action, card, type Row } from '../../cards/card.ts';
import { joinMarkdown, shorten } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { askFor } from '../form-of.ts';
import { matchPartners } from '../match/partners.ts';
import { hidden, OptionProblem } from '../option.ts';
import { duration } from '../options/duration.ts';
import { mostPeople, people, peopleValue } from '../options/people.ts';
import { session } from '../options/session.ts';
import { partner, person } from '../options/things.ts';
import { elsewhereText } from './times.ts';

const usualMinutes = 60;
/** Who is asked which hours suit has half of that to answer, at least. */
const pollLeadHours = 12;
const maxTitle = 200;
/** As many characters of names stand in a title beside its words. */
const maxNames = 180;

/** The best three hours that both have, each a press away from being planned. */
export const sessionFind: Command = defineCommand({
  path: 'session find',
  options: { partner, minutes: duration, person, people, session: hidden(session) },
  form: ['partner', 'minutes'],
  async run(ctx, { partner, minutes, person, people = [], session }) {
    const asked = [partner?.them ?? [], person ?? [], people].flat();
    const others = session
      ? session.people
          .filter(({ userId, status }) => userId !== ctx.actor.userId && status !== 'declined')
          .slice(0, mostPeople)
      : [...new Map(asked.map((each) => [each.userId, each])).values()].filter(
          ({ userId }) => userId !== ctx.actor.userId,
        );
    if (others.length === 0) {
      const partners = await ctx.api.matching.getPartnerships();
      return partners.length === 0 ? matchPartners.run(ctx, {}) : askFor(ctx, sessionFind, {}, ['partner']);
    }
    if (others.length > mostPeople) throw new OptionProblem('problems.people_many', { most: mostPeople });
    const length = minutes ?? session?.duration ?? usualMinutes;
    const slots = await ctx.api.sessions.findTimes({
      userIds: others.map(({ userId }) => userId),
      duration: length,
      ...(session ? { exceptSessionId: session.id } : others.length > 1 ? { leadHours: pollLeadHours } : {}),
    });
    const names = shorten(ctx.list(others.map(({ displayName }) => displayName)), maxNames);
    // Where more than two are to meet, what suits one may not suit the others.
    const poll = session === undefined && others.length > 1 ? await draftOf(ctx, others, slots, length) : [];
    const beside = others.filter(({ userId }) => userId !== partner?.them.userId);
    const also = session ? {} : await peopleValue(ctx, beside);
    const whom = { ...(partner ? { partner: String(partner.id) } : {}), ...also };
    const typed = session
      ? ctx.button('session reschedule', ctx.say('session.find.other'), { session: String(session.id) })
      : ctx.button('session create', ctx.say('session.find.other'), whom);
    return {
      card: card({
        sign: '🔭',
        title: ctx.say('session.find.title', { names }),
        text: ctx.tell(
          slots.length === 0
            ? 'session.find.none'
            : slots.some(({ isInconvenient }) => isInconvenient)
              ? 'session.find.inconvenient'
              : 'session.find.text',
          { people: others.length },
        ),
        rows: slots.map(({ at, people }): Row => {
          const when = at.toISOString().replace(/:00\.000Z$/, 'Z');
          const bears = people.filter(({ isInconvenient }) => isInconvenient).map(({ displayName }) => displayName);
          const parts = [
            elsewhereText(
              ctx,
              at,
              people.filter(({ userId }) => userId !== ctx.actor.userId),
            ) ?? ctx.tell('session.find.same'),
            ...(bears.length > 0 ? [ctx.tell('session.find.bears', { names: ctx.list(bears) })] : []),
          ];
          return {
            sign: '🗓️',
            title: ctx.when(at),
            text: joinMarkdown(parts, '\n'),
            action: session
              ? ctx.button('session reschedule', ctx.say('session.find.take'), {
                  session: String(session.id),
                  when,
                  minutes: String(length),
                })
              : ctx.button('session create', ctx.say('session.find.take'), {
                  ...whom,
                  when,
                  minutes: String(length),
                }),
          };
        }),
        actions: [...poll, { ...typed, style: slots.length === 0 ? 'primary' : 'secondary' }],
        footer: ctx.say('session.find.footer'),
      }),
    };
  },
});

/** A way to ask everybody which of the hours suits them. */
async function draftOf(
  ctx: CommandContext,
  others: readonly { userId: number; displayName: string }[],
  slots: readonly { at: Date }[],
  duration: number,
): Promise<Action[]> {
  if (slots.length < 2) return [];
  const names = [ctx.actor, ...others].map(({ displayName }) => displayName);
  const { draftId } = await ctx.api.sessions.draftPoll({
    title: shorten(ctx.list(names), maxTitle),
    userIds: others.map(({ userId }) => userId),
    hours: slots.map(({ at }) => at),
    duration,
  });
  return [ctx.button('session poll', ctx.say('session.poll.ask'), { draft: draftId }, 'primary')];
}
