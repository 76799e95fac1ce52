import type { AccountView } from '@echochat/core/auth/linking/account-view.ts';
import type { LinkRequestView } from '@echochat/core/auth/linking/get-link-request.ts';
import { type Card, card } from '../cards/card.ts';
import { asMarkdown, escapeMarkdown, joinMarkdown, type Markdown } from '../cards/markdown.ts';
import type { CommandContext } from './context.ts';
import { choiceLabel } from './options/plain.ts';

/** One's account as a fact of a card: who it is, on which chats, where, since when, and what is in it. */
function accountText(ctx: CommandContext, account: AccountView): Markdown {
  const { displayName, chats, communities, since, counts } = account;
  return joinMarkdown(
    [
      asMarkdown(`**${escapeMarkdown(displayName)}**`),
      escapeMarkdown(chats.map(({ platform, handle }) => `${choiceLabel(ctx, platform)}: ${handle}`).join(' · ')),
      ...(communities.length === 0 ? [] : [ctx.tell('link.communities', { names: ctx.list(communities) })]),
      ctx.tell('link.since', { when: ctx.when(since) }),
      ctx.tell('link.counts', counts),
    ],
    '\n',
  );
}

const bothFields = (ctx: CommandContext, mine: AccountView, other: AccountView): Card['fields'] => [
  { name: ctx.say('link.mine'), value: accountText(ctx, mine) },
  { name: ctx.say('link.other'), value: accountText(ctx, other) },
];

/** What a code would join, before the other side is asked. */
export const previewCard = (ctx: CommandContext, code: string, both: { mine: AccountView; other: AccountView }): Card =>
  card({
    sign: '🔗',
    tone: 'trouble',
    title: ctx.say('link.ask'),
    text: ctx.tell('link.ask_text'),
    fields: bothFields(ctx, both.mine, both.other),
    actions: [
      ctx.button('link', ctx.say('link.ask_sure'), { code, sure: 'yes' }, 'danger'),
      ctx.button('echo', ctx.say('link.leave')),
    ],
    footer: ctx.say('link.warning'),
  });

/** What the side that made the code is asked. */
export function requestCard(ctx: CommandContext, { id, mine, other }: LinkRequestView): Card {
  const request = String(id);
  return card({
    sign: '🔗',
    tone: 'trouble',
    title: ctx.say('link.confirm'),
    text: ctx.tell('link.confirm_text', { name: other.displayName }),
    fields: bothFields(ctx, mine, other),
    actions: [
      ctx.button('link', ctx.say('link.confirm_sure'), { request, sure: 'yes' }, 'danger'),
      ctx.button('link', ctx.say('link.decline'), { request, sure: 'no' }),
    ],
    footer: ctx.say('link.warning'),
  });
}

/** A question that was answered, or came to nothing. */
export const overCard = (ctx: CommandContext): Card =>
  card({
    sign: '🔗',
    title: ctx.say('link.over'),
    text: ctx.tell('link.over_text'),
    actions: [ctx.button('link', ctx.say('link.button'))],
  });

export const undoButton = (ctx: CommandContext) => ctx.button('link', ctx.say('link.undo'), { undo: 'yes' });
