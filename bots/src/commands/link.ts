import { fold } from '@echochat/core/platform/text.ts';
import { card } from '../cards/card.ts';
import { asMarkdown } from '../cards/markdown.ts';
import { type Answer, type Command, defineCommand } from './command.ts';
import type { CommandContext } from './context.ts';
import { overCard, previewCard, requestCard, undoButton } from './link-cards.ts';
import { hidden } from './option.ts';
import { integer, text, yesNo } from './options/plain.ts';

/**
 * Without a code: makes one, or shows what is asked. With the code of another chat: shows both accounts, then asks the other
 * side, which answers by the buttons of its request. `/link undo` takes the newest joining back.
 */
export const link: Command = defineCommand({
  path: 'link',
  options: {
    code: text(20),
    request: hidden(integer(1, 2_147_483_647)),
    undo: hidden(yesNo),
    sure: hidden(yesNo),
  },
  async run(ctx, { code, request, undo, sure }) {
    if (request !== undefined) return answerRequest(ctx, request, sure);
    if (undo || isUndo(ctx, code)) return sure ? undone(ctx) : askUndo(ctx);
    if (!code) return newCode(ctx);
    if (!sure) return { card: previewCard(ctx, code, await ctx.api.auth.previewLink({ code })) };
    const { minutes } = await ctx.api.auth.completeLink({ code });
    return {
      card: card({ sign: '🔗', title: ctx.say('link.asked'), text: ctx.tell('link.asked_text', { minutes }) }),
    };
  },
});

/** No code is a word: codes are of eight characters. */
const isUndo = (ctx: CommandContext, code: string | undefined): boolean =>
  code !== undefined && ['undo', fold(ctx.say('link.undo_word'))].includes(fold(code));

async function newCode(ctx: CommandContext): Promise<Answer> {
  const asked = await ctx.api.auth.getLinkRequest({});
  if (asked) return { card: requestCard(ctx, asked) };
  const made = await ctx.api.auth.startLink();
  return {
    card: card({
      sign: '🔗',
      title: ctx.say('link.title'),
      text: ctx.tell('link.text', { minutes: made.minutes }),
      fields: [{ name: ctx.say('link.code'), value: asMarkdown(`\`${made.code}\``) }],
      footer: ctx.say('link.footer'),
    }),
  };
}

async function answerRequest(ctx: CommandContext, requestId: number, sure: boolean | undefined): Promise<Answer> {
  if (sure === undefined) {
    const asked = await ctx.api.auth.getLinkRequest({ requestId });
    return { card: asked ? requestCard(ctx, asked) : overCard(ctx) };
  }
  if (!sure) {
    await ctx.api.auth.declineLink({ requestId });
    return {
      card: card({
        sign: '🔗',
        title: ctx.say('link.declined'),
        text: ctx.tell('link.declined_text'),
        actions: [ctx.button('echo', ctx.say('echo.button'), {}, 'primary')],
      }),
    };
  }
  const { undoDays } = await ctx.api.auth.confirmLink({ requestId });
  return {
    card: card({
      sign: '🔗',
      title: ctx.say('link.done'),
      tone: 'celebrate',
      text: ctx.tell('link.done_text', { days: undoDays }),
      actions: [ctx.button('echo', ctx.say('echo.button'), {}, 'primary'), undoButton(ctx)],
      footer: ctx.say('link.undo_rule'),
    }),
  };
}

async function askUndo(ctx: CommandContext): Promise<Answer> {
  const found = await ctx.api.auth.getUndoableLink();
  return {
    card: found
      ? card({
          sign: '🔗',
          tone: 'trouble',
          title: ctx.say('link.undo_ask'),
          text: ctx.tell('link.undo_text', { when: ctx.when(found.mergedAt), until: ctx.when(found.undoUntil) }),
          actions: [
            ctx.button('link', ctx.say('link.undo_sure'), { undo: 'yes', sure: 'yes' }, 'danger'),
            ctx.button('echo', ctx.say('link.undo_back')),
          ],
          footer: ctx.say('link.undo_rule'),
        })
      : card({
          sign: '🔗',
          title: ctx.say('link.undo_none'),
          text: ctx.tell('link.undo_none_text'),
          actions: [ctx.button('echo', ctx.say('echo.button'), {}, 'primary')],
        }),
  };
}

async function undone(ctx: CommandContext): Promise<Answer> {
  await ctx.api.auth.undoLink();
  return {
    card: card({
      sign: '🔗',
      title: ctx.say('link.undone'),
      text: ctx.tell('link.undone_text'),
      footer: ctx.say('link.undo_rule'),
    }),
  };
}
