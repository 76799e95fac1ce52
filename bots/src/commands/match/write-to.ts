import type { PersonView } from '@echochat/core/matching/match-view.ts';
import { asMarkdown, escapeMarkdown, type Markdown } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';
import { choiceLabel } from '../options/plain.ts';

/**
 * How to write to a partner: where they are on this same chat, their name to press; else on which chat they are. Nothing in
 * the playground, where nobody is on a chat.
 */
export async function writeTo(
  ctx: CommandContext,
  them: Pick<PersonView, 'displayName'>,
  partnershipId: number,
): Promise<Markdown[]> {
  const { via } = ctx.actor;
  if (via !== 'discord' && via !== 'slack') return [];
  const chats = await ctx.api.matching.getPartnerChats({ partnershipId });
  const here = chats.find(({ platform, workspaceId }) => platform === via && workspaceId === ctx.workspaceId);
  if (here) {
    const who = asMarkdown(`[${escapeMarkdown(them.displayName)}](person:${here.externalId})`);
    return [ctx.tell('match.write_to', {}, { who })];
  }
  const [elsewhere] = chats;
  if (!elsewhere) return [];
  const platform = choiceLabel(ctx, elsewhere.platform);
  const isSameKind = elsewhere.platform === via;
  return [ctx.tell(isSameKind ? 'match.other_workspace' : 'match.other_chat', { name: them.displayName, platform })];
}
