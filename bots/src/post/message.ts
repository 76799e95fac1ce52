import type { DueDelivery } from '@echochat/core/notifications/claim-deliveries.ts';
import { type Card, card } from '../cards/card.ts';
import type { CommandContext } from '../commands/context.ts';
import { noticeCard } from '../commands/notices.ts';
import type { Address, Outgoing } from './carrier.ts';

/** A delivery as it is sent; null where it tells of nothing that this version knows. */
export async function outgoingOf(ctx: CommandContext, due: DueDelivery): Promise<Outgoing | null> {
  const shown = due.kind === 'mention' ? mentionCard(ctx) : due.notice && (await noticeCard(ctx, due.notice));
  if (!shown) return null;
  const { deliveryId, firstTriedAt, route } = due;
  return { address: addressOf(due), card: shown, nonce: `d${deliveryId}.${route.identityId}`, firstTriedAt };
}

function addressOf({ kind, route }: DueDelivery): Address {
  const { workspaceId, externalId, channelId } = route;
  if (kind === 'message') return { kind: 'person', workspaceId, externalId, channelId };
  return { kind: 'channel', workspaceId, channelId: channelId ?? '', mentions: externalId };
}

const mentionCard = (ctx: CommandContext): Card =>
  card({
    sign: '📬',
    title: ctx.say('post.mention.title'),
    text: ctx.tell('post.mention.text'),
    actions: [ctx.button('inbox', ctx.say('inbox.button'), {}, 'primary')],
    footer: ctx.say('post.mention.footer'),
  });
