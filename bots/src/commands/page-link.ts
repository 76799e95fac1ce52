import type { Link } from '../cards/card.ts';
import type { CommandContext } from './context.ts';

/** The way from the chat to a page of one's own, once, within ten minutes. The playground stands at the same address. */
export async function pageLink(ctx: CommandContext, to: 'sessions' | 'inbox', label: string): Promise<Link> {
  const { url, path } = await ctx.api.auth.openPages({ to });
  return { label, url: ctx.actor.via === 'playground' ? path : url };
}
