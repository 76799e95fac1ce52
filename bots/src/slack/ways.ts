import type { Log } from '@echochat/core/platform/log.ts';
import type { Card } from '../cards/card.ts';
import { failureOf, refusalOf } from './calls.ts';
import { type ResponseKind, respondTo, UnfitResponse } from './respond-to.ts';
import { apology, messageOf, type Sheet, type Showing } from './showing.ts';
import type { Workspaces } from './workspaces.ts';

/** One way of showing a card. It rejects where that did not work. */
export type Way = (sheet: Sheet) => Promise<void>;

/** Slack says that the card itself is wrong: it would be anywhere. */
const unfitCodes: ReadonlySet<string | null> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_arguments',
  'msg_too_long',
  'msg_blocks_too_long',
  'view_too_large',
]);

/** Whether Slack refused what a card is made of, which no other try will change. */
export const isUnfit = (error: unknown): boolean => error instanceof UnfitResponse || unfitCodes.has(refusalOf(error));

/** A card whose picture Slack could not fetch is refused as a whole. */
export function withoutPicture({ picture: _picture, ...rest }: Card): Card {
  return rest;
}

/** What is shown in place of a card that was refused, best first. */
const insteadOf = (card: Card, locale: string | undefined): Card[] => [
  ...(card.picture ? [withoutPicture(card)] : []),
  apology(locale),
];

/** Shows a card by the first way that works, so that it is seen exactly once. Never rejects. */
export async function showBy(
  ways: readonly Way[],
  card: Card,
  locale: string | undefined,
  showing: Showing,
  log: Log,
): Promise<void> {
  const sheet = showing.sheet(card, locale);
  for (const way of ways) {
    try {
      return await way(sheet);
    } catch (error) {
      if (!isUnfit(error)) {
        log.info({ error: String(error) }, 'an answer could not be shown where it belongs');
        continue;
      }
      log.error({ err: error, title: card.title }, 'Slack refused a card');
      for (const instead of insteadOf(card, locale)) {
        const outcome = await way(showing.sheet(instead, locale)).catch(() => 'failed' as const);
        if (outcome !== 'failed') return;
      }
    }
  }
  log.warn({ title: card.title }, 'an answer could not be shown anywhere');
}

/** By the response URL: it works wherever the person is, and needs no token. */
export const byResponseUrl =
  (url: string, kind: ResponseKind): Way =>
  (sheet) =>
    respondTo(url, messageOf(sheet), kind);

/** As a message that only they see, in a channel that the bot may write to. */
export const asEphemeral =
  (workspaces: Workspaces, teamId: string, channel: string, user: string): Way =>
  async (sheet) => {
    const body = messageOf(sheet);
    await workspaces.call(teamId, (client) => client.chat.postEphemeral({ channel, user, ...body }));
  };

/** By putting it in the place of one of our own messages. Doing so twice does no harm. */
export const inPlaceOf =
  (workspaces: Workspaces, teamId: string, channel: string, ts: string): Way =>
  async (sheet) => {
    const body = messageOf(sheet);
    await workspaces.call(teamId, (client) => client.chat.update({ channel, ts, ...body }));
  };

/** Whether a call may have had its effect though it failed. */
export const mayHaveArrived = (error: unknown): boolean => {
  const failure = failureOf(error);
  return failure.kind === 'broken' && failure.mayHaveArrived;
};
