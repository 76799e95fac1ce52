import type { DueDelivery } from '@echochat/core/notifications/claim-deliveries.ts';
import { type Card, card } from '../cards/card.ts';
import { joinMarkdown } from '../cards/markdown.ts';
import type { CommandContext } from '../commands/context.ts';
import { noticeCard } from '../commands/notices.ts';
import type { Outgoing } from './carrier.ts';

/** A delivery, and whom it reaches. */
export interface Reader {
  due: DueDelivery;
  ctx: CommandContext;
}

/** Those who are told by the same message; each has at least one. */
export const byMessage = (readers: readonly Reader[]): [Reader, ...Reader[]][] =>
  Map.groupBy(readers, ({ due }) => `${nonceOf(due)} ${due.route.channelId}`)
    .values()
    .flatMap(([first, ...others]): [Reader, ...Reader[]][] => (first ? [[first, ...others]] : []))
    .toArray();

/** The message that `readers` get, as it is sent; null where it tells of nothing that this version knows. */
export async function outgoingOf(readers: readonly [Reader, ...Reader[]]): Promise<Outgoing | null> {
  const [{ due, ctx }] = readers;
  const { workspaceId, externalId, channelId } = due.route;
  const shared = { nonce: nonceOf(due), firstTriedAt: due.firstTriedAt };
  if (due.kind === 'mention') {
    const mentions = readers.map((reader) => reader.due.route.externalId);
    const address = { kind: 'channel' as const, workspaceId, channelId: channelId ?? '', mentions };
    return { ...shared, address, card: mentionCard(readers) };
  }
  const shown = due.notice && (await noticeCard(ctx, due.notice));
  return shown && { ...shared, address: { kind: 'person', workspaceId, externalId, channelId }, card: shown };
}

/** The same for each try. Of a group it does not say who is in it: somebody may have read their news in the meantime. */
const nonceOf = ({ deliveryId, groupId, route }: DueDelivery): string =>
  groupId === null ? `d${deliveryId}.${route.identityId}` : `g${groupId}`;

/** Says nothing of what the news are. It speaks the language of the first, and says where they are in each of the others'. */
function mentionCard(readers: readonly [Reader, ...Reader[]]): Card {
  const [{ ctx }] = readers;
  const people = { people: readers.length };
  const texts = Map.groupBy(readers, (reader) => reader.ctx.language)
    .values()
    .flatMap(([one]) => (one ? [one.ctx.tell('post.mention.text', people)] : []))
    .toArray();
  return card({
    sign: '📬',
    title: ctx.say('post.mention.title'),
    text: joinMarkdown(texts, '\n'),
    actions: [ctx.button('inbox', ctx.say('inbox.button'), {}, 'primary')],
    footer: ctx.say('post.mention.footer'),
  });
}
