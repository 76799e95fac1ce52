import { card } from '../../src/cards/card.ts';
import { asMarkdown } from '../../src/cards/markdown.ts';
import type { Address, Outgoing } from '../../src/post/carrier.ts';

/** A message on its way to a person. */
export const letterTo = (
  workspaceId: string,
  externalId: string,
  given: { nonce?: string; channelId?: string; firstTriedAt?: Date } = {},
): Outgoing => letter({ kind: 'person', workspaceId, externalId, channelId: given.channelId ?? null }, given);

/** A quiet word to a person in a channel. */
export const mentionIn = (
  workspaceId: string,
  channelId: string,
  externalId: string,
  given: { nonce?: string; firstTriedAt?: Date } = {},
): Outgoing => letter({ kind: 'channel', workspaceId, channelId, mentions: [externalId] }, given);

const letter = (address: Address, given: { nonce?: string; firstTriedAt?: Date }): Outgoing => ({
  address,
  nonce: given.nonce ?? 'd1.1',
  card: card({ sign: '📬', title: `News ${given.nonce ?? ''}`, text: asMarkdown('Something happened.') }),
  firstTriedAt: given.firstTriedAt ?? null,
});
