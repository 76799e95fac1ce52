import type { MatchView } from '@echochat/core/matching/match-view.ts';
import { type Action, type Card, card, type Row } from '../../cards/card.ts';
import { asMarkdown, joinMarkdown, type Markdown } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';
import { dots, hoursText, lessonList } from '../parts.ts';
import { blockOrReport } from '../safety/block-or-report.ts';

/** A match as one entry of a list: who, how well, and the one line that matters. */
export function matchRow(ctx: CommandContext, match: MatchView): Row {
  const waiting =
    match.theyAccepted && !match.youAccepted ? 'they_accepted' : match.youAccepted ? 'you_accepted' : 'open';
  const state =
    match.status === 'pending' ? (`match.row.${waiting}` as const) : (`match.states.${match.status}` as const);
  return {
    sign: match.theyTeach[0]?.category.icon ?? match.youTeach[0]?.category.icon ?? '🤝',
    title: ctx.say('match.row.title', { name: match.them.displayName, score: match.score }),
    text: joinMarkdown([ctx.tell('match.row.reason', { reason: match.reason[0] }), ctx.tell(state)], '\n'),
    tone: match.theyTeach.length > 0 ? 'learn' : 'teach',
    action: ctx.button('match why', ctx.say('match.why.button'), { match: String(match.id) }),
  };
}

const facts = (ctx: CommandContext, match: MatchView): Card['fields'] => {
  const { displayName: name } = match.them;
  return [
    { name: ctx.say('match.they_teach', { name }), value: lessonList(ctx, match.theyTeach) },
    { name: ctx.say('match.you_teach', { name }), value: lessonList(ctx, match.youTeach) },
    { name: ctx.say('match.hours_title'), value: hoursText(ctx, match) },
    { name: ctx.say('match.missing'), value: missing(ctx, match) },
  ];
};

function missing(ctx: CommandContext, { youStillMiss, theyStillMiss, them }: MatchView): Markdown {
  const lines = [
    ...(youStillMiss.length > 0 ? [ctx.tell('match.missing_you', { skills: ctx.list(youStillMiss.slice(0, 3)) })] : []),
    ...(theyStillMiss.length > 0
      ? [ctx.tell('match.missing_them', { name: them.displayName, skills: ctx.list(theyStillMiss.slice(0, 3)) })]
      : []),
  ];
  return lines.length === 0 ? ctx.tell('match.missing_nothing') : joinMarkdown(lines, '\n');
}

/** What can be done with a match as it stands. */
function answers(ctx: CommandContext, match: MatchView): Card['actions'] {
  const values = { match: String(match.id) };
  const profile = ctx.button('profile view', ctx.say('match.profile'), { person: `@${match.them.handle}` });
  if (match.status === 'accepted')
    return [ctx.button('match partners', ctx.say('match.partners.button'), {}, 'primary'), profile];
  if (match.status !== 'pending') return [ctx.button('match find', ctx.say('match.find.button'), {}, 'primary')];
  const decline = ctx.button('match decline', ctx.say('match.decline.button'), values);
  if (match.youAccepted) return [profile, decline];
  return [
    ctx.button(
      'match accept',
      ctx.say(match.theyTeach.length > 0 ? 'match.accept.button' : 'match.accept.teach', {
        name: match.them.displayName,
      }),
      values,
      'primary',
    ),
    decline,
    profile,
  ];
}

const stateFooter = (ctx: CommandContext, match: MatchView): string =>
  match.status === 'pending'
    ? ctx.say(match.youAccepted ? 'match.until_them' : 'match.until', {
        when: ctx.when(match.expiresAt),
        name: match.them.displayName,
      })
    : ctx.say(`match.states.${match.status}`);

/** The reason; and where only one of the two would be taught, the question whether that is all right. */
function reasonText(ctx: CommandContext, match: MatchView): Markdown {
  const reason = ctx.tell('match.reason', { first: match.reason[0], second: match.reason[1] });
  const isAsked = match.status === 'pending' && !match.youAccepted;
  if (!isAsked || (match.theyTeach.length > 0 && match.youTeach.length > 0)) return reason;
  const question = match.theyTeach.length === 0 ? 'match.ask_teach' : 'match.ask_learn';
  return joinMarkdown([reason, ctx.tell(question, { name: match.them.displayName })], '\n\n');
}

/** The best match whole, and the others as entries below it. `opening` stands before the reason. */
export function bestMatchCard(
  ctx: CommandContext,
  best: MatchView,
  others: readonly MatchView[],
  opening?: Markdown,
): Card {
  const why = ctx.button('match why', ctx.say('match.why.button'), { match: String(best.id) });
  return card({
    sign: '🤝',
    title: ctx.say('match.title', { name: best.them.displayName, score: best.score }),
    text: joinMarkdown([...(opening ? [opening] : []), reasonText(ctx, best)], '\n\n'),
    fields: facts(ctx, best),
    rows: others.map((match) => matchRow(ctx, match)),
    actions: [...answers(ctx, best), ...(best.status === 'pending' ? [why] : [])],
    selects: blockOrReport(ctx, [best.them]),
    footer: stateFooter(ctx, best),
  });
}

/** Why: the facts, and the four parts of the score, each as dots and a word. */
export function whyCard(ctx: CommandContext, match: MatchView): Card {
  const part = (name: keyof MatchView['parts']) => `${dots(match.parts[name], 100)}  ${ctx.say(`match.score.${name}`)}`;
  const parts = (['interests', 'complementarity', 'goals', 'timezone'] as const).map(part).join('\n');
  return card({
    sign: '🔍',
    title: ctx.say('match.why.title', { name: match.them.displayName, score: match.score }),
    text: joinMarkdown([reasonText(ctx, match), asMarkdown(parts)], '\n\n'),
    fields: facts(ctx, match),
    actions: answers(ctx, match),
    selects: blockOrReport(ctx, [match.them]),
    footer: stateFooter(ctx, match),
  });
}

/** The card with the question whether to meet people outside of one's communities; either answer is kept, and looks anew. */
export function askingBeyond(ctx: CommandContext, shown: Card, style: Action['style']): Card {
  return {
    ...shown,
    text: joinMarkdown([shown.text, ctx.tell('match.find.beyond')], '\n\n'),
    actions: [
      ...shown.actions,
      ctx.button('match find', ctx.say('match.find.beyond_yes'), { beyond: 'yes' }, style),
      ctx.button('match find', ctx.say('match.find.beyond_no'), { beyond: 'no' }),
    ],
    footer: ctx.say('match.find.beyond_footer'),
  };
}
