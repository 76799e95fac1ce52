import { toDate } from '@echochat/core/platform/time.ts';
import type { Values } from '../../cards/action-id.ts';
import { card } from '../../cards/card.ts';
import { escapeMarkdown, joinMarkdown, shorten } from '../../cards/markdown.ts';
import { type Answer, type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { askFor } from '../form-of.ts';
import { hidden, type ValuesOf } from '../option.ts';
import { duration } from '../options/duration.ts';
import { moment } from '../options/moment.ts';
import { people, peopleValue } from '../options/people.ts';
import { choice, integer, text, yesNo } from '../options/plain.ts';
import { partner, person, skill } from '../options/things.ts';
import { date } from '../options/time.ts';
import { sessionCard } from './cards.ts';
import { orAnyway } from './or-anyway.ts';
import { timeText } from './times.ts';

const usualMinutes = 60;
const maxTitle = 200;

const options = {
  when: moment,
  partner,
  title: text(maxTitle),
  minutes: duration,
  repeat: choice('once', 'week', 'two_weeks', 'month'),
  person,
  people,
  skill,
  seats: integer(2, 50),
  times: integer(2, 52),
  until: date,
  private: yesNo,
  draft: hidden(text(20)),
  busy: hidden(yesNo),
};
type Given = Partial<ValuesOf<typeof options>>;

/**
 * Plans a session: what was understood is shown in everybody's own time first, and planned with one press. Without a time,
 * a form asks for it.
 */
export const sessionCreate: Command = defineCommand({
  path: 'session create',
  options,
  form: ['when', 'partner', 'title', 'minutes', 'repeat'],
  async run(ctx, { draft, busy, ...given }) {
    if (draft) return plan(ctx, draft, busy === true);
    const { when, partner, person, people = [] } = given;
    const asked = [person ?? [], people].flat().filter(({ userId }) => userId !== partner?.them.userId);
    const invite = [...new Set(asked.map(({ userId }) => userId))];
    if (!when) {
      return askFor(ctx, sessionCreate, { ...knownOf(given), ...(await peopleValue(ctx, asked)) }, ['when']);
    }
    const scheduledAt = toDate(when.at);
    const minutes = given.minutes ?? usualMinutes;
    const lesson = partner?.theyTeach[0] ?? partner?.youTeach[0];
    const about = given.skill ?? lesson?.category;
    const title =
      given.title ||
      shorten(
        titleFor(
          ctx,
          [partner?.them.displayName ?? [], asked.map(({ displayName }) => displayName)].flat(),
          about?.name,
        ),
        maxTitle,
      );
    const { repeat } = given;
    const { draftId, guests } = await ctx.api.sessions.draftSession({
      title,
      scheduledAt,
      duration: minutes,
      isPublic: !(given.private || invite.length > 0),
      ...(partner ? { partnershipId: partner.id } : {}),
      invite,
      ...(given.skill ? { categoryId: given.skill.id } : {}),
      ...(given.seats === undefined ? {} : { maxParticipants: given.seats }),
      ...(repeat === undefined || repeat === 'once' ? {} : { repeat: { every: repeat, ...endOf(given) } }),
    });
    const whom = guests.map(({ displayName }) => displayName);
    const told =
      whom.length > 0
        ? ctx.tell('session.create.asks', { names: ctx.list(whom) })
        : ctx.tell(given.private ? 'session.create.alone' : 'session.create.public');
    return {
      card: card({
        sign: given.skill?.icon ?? '🗓️',
        title: ctx.say('session.create.preview', { title }),
        text: joinMarkdown([timeText(ctx, scheduledAt, minutes, guests), told], '\n'),
        fields: [
          ...(repeat === undefined || repeat === 'once'
            ? []
            : [{ name: ctx.say('session.repeats'), value: escapeMarkdown(ctx.say(`choices.${repeat}`)) }]),
          ...(when.clocks === 'skipped'
            ? [{ name: ctx.say('session.clocks'), value: ctx.tell('session.create.skipped') }]
            : []),
        ],
        actions: [
          ctx.button('session create', ctx.say('session.create.plan'), { draft: draftId }, 'primary'),
          ...(partner
            ? [
                ctx.button('session find', ctx.say('session.find.button'), {
                  partner: String(partner.id),
                  minutes: String(minutes),
                }),
              ]
            : []),
        ],
        footer: ctx.say('session.create.footer', { zone: ctx.actor.timezone ?? 'UTC' }),
      }),
    };
  },
});

/** What was said beside the hour, as a form that asks for the hour keeps it. */
function knownOf({ partner, title, minutes, repeat, skill, seats, times, until, ...given }: Given): Values {
  return {
    ...(partner ? { partner: String(partner.id) } : {}),
    ...(title ? { title } : {}),
    ...(minutes === undefined ? {} : { minutes: String(minutes) }),
    ...(repeat ? { repeat } : {}),
    ...(skill ? { skill: skill.slug } : {}),
    ...(seats === undefined ? {} : { seats: String(seats) }),
    ...(times === undefined ? {} : { times: String(times) }),
    ...(until ? { until: until.toISOString().slice(0, 10) } : {}),
    ...(given.private === undefined ? {} : { private: given.private ? 'yes' : 'no' }),
  };
}

/** "Guitar: Ana and Mei", as far as it is known what it is about and with whom. */
function titleFor(ctx: CommandContext, others: readonly string[], skill: string | undefined): string {
  const name = ctx.actor.displayName;
  const who = others.length === 0 ? ctx.say('session.title_one', { name }) : ctx.list([name, ...others]);
  return skill === undefined ? who : ctx.say('session.title_about', { skill, who });
}

function endOf({ times, until }: { times?: number | undefined; until?: Date | undefined }) {
  if (times !== undefined) return { count: times };
  return until === undefined ? {} : { until: until.toISOString().slice(0, 10) };
}

const plan = (ctx: CommandContext, draftId: string, isBusyFine: boolean): Promise<Answer> =>
  orAnyway(ctx, { path: 'session create', values: { draft: draftId } }, async () => {
    const session = await ctx.api.sessions.planDraft({ draftId, evenIfBusy: isBusyFine });
    const asked = session.people.filter(({ status }) => status === 'invited').map(({ displayName }) => displayName);
    const text =
      asked.length > 0
        ? ctx.tell('session.create.asked', { names: ctx.list(asked) })
        : ctx.tell('session.create.listed');
    return {
      card: sessionCard(ctx, session, { text, title: ctx.say('session.create.planned', { title: session.title }) }),
    };
  });
