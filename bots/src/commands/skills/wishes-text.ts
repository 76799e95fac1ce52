import type { WishView } from '@echochat/core/skills/wishes.ts';
import type { Select } from '../../cards/card.ts';
import type { Markdown } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';

const quoted = (ctx: CommandContext, wishes: readonly string[]): string =>
  ctx.list(wishes.map((wish) => ctx.say('skills.wishes.quoted', { wish })));

/** That what the tree does not have was kept, where there is any. */
export const wishesText = (ctx: CommandContext, wishes: readonly string[]): Markdown[] =>
  wishes.length === 0 ? [] : [ctx.tell('skills.wishes.text', { wishes: quoted(ctx, wishes) })];

/** The wishes that wait, with a menu to forget one. */
export function waitingWishes(
  ctx: CommandContext,
  wishes: readonly WishView[],
): { text: Markdown[]; selects: Select[] } {
  if (wishes.length === 0) return { text: [], selects: [] };
  const texts = wishes.map(({ text }) => text);
  return {
    text: [ctx.tell('skills.wishes.list', { wishes: quoted(ctx, texts) })],
    selects: [
      {
        id: 'skills.list',
        option: 'forget',
        label: ctx.say('skills.wishes.forget'),
        choices: wishes.map(({ id, text }) => ({ value: String(id), label: text })),
      },
    ],
  };
}
