import { setTimeout as wait } from 'node:timers/promises';
import { DiscordAPIError, HTTPError, MessageFlags, RateLimitError, Routes } from 'discord.js';
import { z } from 'zod';
import { pageWords } from '../commands/page-words.ts';
import type { Address, Carrier, Outcome, Outgoing } from '../post/carrier.ts';
import { renderCard } from './render/card.ts';
import { type DiscordRest, TokenStopped } from './rest.ts';

const withId = z.object({ id: z.string() });
const sent = z.object({ id: z.string(), channel_id: z.string() });

/**
 * Codes that will not change by trying again. 40003 says that conversations are opened too fast; Discord quarantines
 * who goes on, so that person is reached another way.
 */
const closedCodes: ReadonlySet<number> = new Set([
  10_003, 10_013, 40_003, 50_001, 50_007, 50_013, 50_033, 50_083, 50_278,
]);

export interface CarrierOptions {
  /** Between two conversations that are opened; half as much again at random. */
  openEveryMs?: number;
}

/** Of the requests that the bot may make a second, the share that messages take; the rest is for what else it does. */
const shareOfRequests = 0.93;

/** Each takes up to 23 of the 4,000 characters that Discord shows of a message; the card beside them takes 1,000 at most. */
const mostNamed = 20;

/** Brings messages to people on Discord. A nonce that Discord enforces keeps one from arriving twice. */
export function discordCarrier(rest: DiscordRest, options: CarrierOptions = {}): Carrier {
  const openEveryMs = options.openEveryMs ?? 400;
  let opening: Promise<unknown> = Promise.resolve();

  /** The conversation with a person; conversations are opened one at a time, not too fast. */
  async function conversation(recipient_id: string): Promise<string> {
    const turn = opening.then(() => wait(openEveryMs * (0.75 + Math.random() / 2)));
    opening = turn;
    await turn;
    return withId.parse(await rest.bot('post', Routes.userChannels(), { recipient_id })).id;
  }

  const channelOf = async (address: Address): Promise<string> =>
    address.channelId ?? (address.kind === 'person' ? conversation(address.externalId) : '');

  return {
    platform: 'discord',
    perSecond: rest.perSecond * shareOfRequests,
    mostNamed,
    async send(outgoing) {
      if (rest.isStopped()) return { kind: 'stopped', reason: '401' };
      try {
        const channelId = await channelOf(outgoing.address);
        const answer = await rest.bot('post', Routes.channelMessages(channelId), bodyOf(outgoing));
        const { id, channel_id } = sent.parse(answer);
        return { kind: 'sent', channelId: channel_id, messageId: id };
      } catch (error) {
        return outcomeOf(error, outgoing.firstTriedAt !== null);
      }
    },
  };
}

function bodyOf({ address, card, nonce }: Outgoing) {
  const { body } = renderCard(card, { turn: (page) => `turn:${page}`, words: pageWords('en') });
  const shared = { ...body, nonce, enforce_nonce: true };
  if (address.kind === 'person') return shared;
  // They are named so that they find it; nobody's phone makes a sound.
  const mention = { type: 10, content: address.mentions.map((id) => `<@${id}>`).join(' ') };
  return {
    ...shared,
    flags: body.flags | MessageFlags.SuppressNotifications,
    components: [mention, ...body.components],
  };
}

/** `mayHaveArrived` says whether a try before this one may have: a refusal of this one does not tell. */
function outcomeOf(error: unknown, mayHaveArrived: boolean): Outcome {
  if (error instanceof TokenStopped) return { kind: 'stopped', reason: '401' };
  if (error instanceof RateLimitError) return { kind: 'later', afterMs: error.retryAfter, mayHaveArrived };
  if (error instanceof DiscordAPIError) {
    const code = Number(error.code);
    if (closedCodes.has(code)) return { kind: 'closed', reason: String(code) };
    // A refusal that is new to us: the same message would be refused again, so it is not tried for ever.
    return { kind: 'later', afterMs: 60_000, mayHaveArrived };
  }
  const isUnknown = !(error instanceof HTTPError) || error.status >= 500;
  return { kind: 'later', afterMs: 1_000, mayHaveArrived: mayHaveArrived || isUnknown };
}
