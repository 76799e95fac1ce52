import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { cleanText } from '@echochat/core/platform/text.ts';
import type { PersonRef } from '@echochat/core/safety/person-ref.ts';
import { reportReasons } from '@echochat/core/safety/report-reasons.ts';
import type { Values } from '../../cards/action-id.ts';
import { type Card, card } from '../../cards/card.ts';
import { joinMarkdown, shorten } from '../../cards/markdown.ts';
import { type Answer, type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { errorCard, errorText, trouble } from '../error-card.ts';
import { askFor } from '../form-of.ts';
import { hidden, type Option, OptionProblem, problemAt, problemWords } from '../option.ts';
import { choice, integer, text, yesNo } from '../options/plain.ts';
import { buttonValue, readRef, readSomebody, somebody } from './somebody.ts';

const maxDetails = 1_000;
/** What somebody typed too much of is kept all the same, so that they can shorten it. */
const maxKept = 4_000;

/** As it was typed: what is wrong with it is said without losing the rest. */
const asTyped = <T>(option: Option<T>): Option<string> => {
  const { clears: _, ...rest } = option;
  return { ...rest, read: async (typed) => typed.slice(0, 60_000) };
};
const reason = choice(...reportReasons);

interface Said {
  person?: string | undefined;
  reason?: string | undefined;
  details?: string | undefined;
  block?: string | undefined;
  message?: string | undefined;
  link?: string | undefined;
  room?: number | undefined;
  session?: number | undefined;
  draft?: string | undefined;
}
type Draft = Awaited<ReturnType<CommandContext['api']['safety']['getReportDraft']>>;

/** Asks for help about somebody. The form is kept until it went through, so that nothing has to be written twice. */
export const report: Command = defineCommand({
  path: 'report',
  options: {
    person: somebody,
    reason: asTyped(reason),
    details: { ...asTyped(text(maxDetails, true)), clears: true },
    block: asTyped(yesNo),
    message: hidden(asTyped(text(maxKept, true))),
    link: hidden(asTyped(text(500))),
    room: hidden(integer(1, 2_147_483_647)),
    session: hidden(integer(1, 2_147_483_647)),
    draft: hidden(text(20)),
  },
  form: ['person', 'reason', 'details', 'block'],
  async run(ctx, said): Promise<Answer> {
    const draft = await draftOf(ctx, said);
    if (said.reason === undefined) return askAgain(ctx, said, draft);
    try {
      return { card: await send(ctx, said, draft) };
    } catch (error) {
      return await refused(ctx, said, draft, error);
    }
  },
});

/** What is known already: from a form that did not go through, or of the message that was pointed at. */
async function draftOf(ctx: CommandContext, { draft, message, link, person }: Said): Promise<Draft> {
  if (draft) return ctx.api.safety.getReportDraft({ draftId: draft }).catch(() => ({}));
  const ref = person === undefined ? null : readRef(person, ctx);
  const name = ref && 'name' in ref ? ref.name : undefined;
  const isAddress = link !== undefined && URL.canParse(link) && link.startsWith('https://') && link.length <= 500;
  return {
    ...(message === undefined ? {} : { message: { text: message.slice(0, maxKept), ...(isAddress ? { link } : {}) } }),
    ...(name === undefined ? {} : { name }),
  };
}

/** What names the same person, place and draft on a button. */
async function kept(ctx: CommandContext, { person, room, session, draft }: Said, words: Draft): Promise<Values> {
  const ref = person === undefined ? null : readRef(person, ctx);
  const isNew = Object.keys(words).length > 0 && draft === undefined;
  const draftId = isNew ? (await ctx.api.safety.keepReportDraft(words)).draftId : draft;
  return {
    ...(ref ? { person: buttonValue(ref, ctx) } : person !== undefined && person.length <= 40 ? { person } : {}),
    ...(room === undefined ? {} : { room: String(room) }),
    ...(session === undefined ? {} : { session: String(session) }),
    ...(draftId === undefined ? {} : { draft: draftId }),
  };
}

async function askAgain(ctx: CommandContext, said: Said, draft: Draft): Promise<Answer> {
  // Who is known is not asked for again; a name that is not understood stands in the form to be mended.
  const person = said.person === undefined ? null : await readSomebody(said.person, ctx).catch(() => null);
  const given = await kept(ctx, person ? { ...said, person: person.value } : said, draft);
  const isNamed = person !== null || said.room !== undefined || said.session !== undefined;
  const form = isNamed ? report.form.filter((name) => name !== 'person') : report.form;
  const details = said.details ?? draft.details;
  const filled = {
    ...given,
    ...(draft.reason ? { reason: draft.reason } : {}),
    ...(details ? { details } : {}),
    ...(draft.alsoBlock ? { block: 'yes' } : {}),
  };
  return askFor(ctx, { ...report, form }, filled, isNamed ? ['reason'] : ['person', 'reason']);
}

/** Reads what was said, and sends it. Throws what is wrong with it. */
async function send(ctx: CommandContext, said: Said, draft: Draft): Promise<Card> {
  const { message } = draft;
  const details = cleanText(said.details ?? '');
  if (details.length > maxDetails)
    throw new OptionProblem('problems.too_long', { max: maxDetails, length: details.length }).at('details');
  const person = said.person === undefined ? null : await readSomebody(said.person, ctx).catch(problemAt('person'));
  const alsoBlock = said.block ? await yesNo.read(said.block, ctx, {}).catch(problemAt('block')) : false;
  const why = await reason.read(said.reason ?? '', ctx, {}).catch(problemAt('reason'));
  const sent = await ctx.api.safety.report({
    ...(person ? { person: called(person.ref, draft.name) } : {}),
    reason: why,
    details,
    about: message
      ? { kind: 'message', ...message }
      : said.room !== undefined
        ? { kind: 'room', roomId: said.room }
        : said.session !== undefined
          ? { kind: 'session', sessionId: said.session }
          : { kind: 'person' },
    ...(ctx.place ? { communityId: ctx.place.communityId } : {}),
    alsoBlock,
  });
  return card({
    sign: '🛟',
    title: ctx.say(sent.isAdded ? 'report.added' : 'report.title'),
    text: joinMarkdown([ctx.tell('report.text'), ...(sent.isBlocked ? [ctx.tell('report.blocked')] : [])], '\n\n'),
    actions: [
      ctx.button('echo', ctx.say('echo.button'), {}, 'primary'),
      ...(person && !sent.isBlocked
        ? [ctx.button('block', ctx.say('report.block_too'), { person: person.value })]
        : []),
    ],
    footer: ctx.say('report.footer'),
  });
}

const called = (ref: PersonRef, name: string | undefined): PersonRef =>
  'userId' in ref || name === undefined ? ref : { name, ...ref };

/** What was wrong, and the way back to the form with everything still in it. */
async function refused(ctx: CommandContext, said: Said, draft: Draft, error: unknown): Promise<Answer> {
  const known = reportReasons.find((one) => one === said.reason);
  const words: Draft = {
    ...draft,
    ...(known ? { reason: known } : {}),
    ...(said.details ? { details: said.details.slice(0, maxKept) } : {}),
    ...(said.block === 'yes' ? { alsoBlock: true } : {}),
  };
  const { draft: _, ...fresh } = said;
  const values = await kept(ctx, fresh, words).catch(() => ({}));
  const shown =
    error instanceof OptionProblem
      ? trouble(ctx.say('problems.title'), ctx.tell(error.key, error.params), [])
      : errorCard(ctx, asEchoError(error));
  const people = error instanceof OptionProblem ? error.alternatives.filter(({ value }) => value.startsWith('@')) : [];
  const actions = [
    ...people
      .slice(0, 2)
      .map(({ value, label }) => ctx.button('report', shorten(label, 60), { ...values, person: value })),
    ctx.button('report', ctx.say('problems.form_again'), values, 'primary'),
  ];
  const option = error instanceof OptionProblem ? error.option : null;
  const message = error instanceof OptionProblem ? problemWords(ctx, error) : errorText(ctx, asEchoError(error));
  return { card: { ...shown, actions }, refused: { option, message } };
}
