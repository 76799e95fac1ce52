import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@echochat/core/core.ts';
import type { SlackConfig } from '@echochat/core/platform/config.ts';
import { pageWords } from '../commands/page-words.ts';
import type { Address, Carrier, Outcome, Outgoing } from '../post/carrier.ts';
import { failureOf, refusalOf, TokenStopped } from './calls.ts';
import { conversationWith, findLetter, post } from './letters.ts';
import { messageOf } from './showing.ts';
import { isUnfit, withoutPicture } from './ways.ts';
import { openWorkspaces, type Workspaces } from './workspaces.ts';

/**
 * Slack's codes for an address that takes no messages of ours, which will not change by trying again. `account_inactive`
 * gets here only where our own token is good.
 */
const closedCodes: ReadonlySet<string> = new Set([
  'account_inactive',
  'cannot_dm_bot',
  'channel_not_found',
  'is_archived',
  'messages_tab_disabled',
  'missing_scope',
  'not_in_channel',
  'restricted_action',
  'user_disabled',
  'user_not_found',
  'user_not_in_channel',
  'user_not_visible',
  'users_not_found',
]);
const unforeseenMs = 60_000;
const maxPaced = 5_000;
/** How far our clock may have been ahead of Slack's when a message was first tried, as before it was set back an hour. */
const aheadMs = 2 * 3_600_000;

export interface CarrierOptions {
  /** Between two messages in the same conversation: Slack takes about one a second. */
  everyMs?: number;
}

/** Brings messages to people on Slack, from a process that does not run the bot. */
export const slackCarrier = (core: Core, config: SlackConfig, options: CarrierOptions = {}): Carrier =>
  carrierFor(openWorkspaces(core, config), options);

/** A message carries its nonce, and one that may have arrived is looked for before it is sent again. */
export function carrierFor(workspaces: Workspaces, { everyMs = 1_000 }: CarrierOptions = {}): Carrier {
  const paced = openPacing(everyMs);
  return {
    platform: 'slack',
    perSecond: null,
    // Only one person sees what is for their eyes alone; Slack has no other way to name somebody without waking them.
    mostNamed: 1,
    async send(outgoing) {
      try {
        return await sendTo(workspaces, outgoing, paced).catch((error: unknown) => {
          if (!outgoing.card.picture || !isUnfit(error)) throw error;
          return sendTo(workspaces, { ...outgoing, card: withoutPicture(outgoing.card) }, paced);
        });
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

type Pacing = (conversation: string) => Promise<void>;
type Person = Extract<Address, { kind: 'person' }>;
type Channel = Extract<Address, { kind: 'channel' }>;

const sendTo = (workspaces: Workspaces, outgoing: Outgoing, paced: Pacing): Promise<Outcome> =>
  outgoing.address.kind === 'person'
    ? toPerson(workspaces, outgoing.address, outgoing, paced)
    : inChannel(workspaces, outgoing.address, outgoing, paced);

async function toPerson(workspaces: Workspaces, to: Person, outgoing: Outgoing, paced: Pacing): Promise<Outcome> {
  const { workspaceId: teamId, externalId, channelId } = to;
  try {
    const channel = channelId ?? (await conversationWith(workspaces, teamId, externalId));
    return await intoConversation(workspaces, teamId, channel, outgoing, paced);
  } catch (error) {
    // The conversation that was known is gone, as after another installation: there is a new one.
    if (channelId === null || refusalOf(error) !== 'channel_not_found') throw error;
    const channel = await conversationWith(workspaces, teamId, externalId);
    return intoConversation(workspaces, teamId, channel, outgoing, paced);
  }
}

async function intoConversation(
  workspaces: Workspaces,
  teamId: string,
  channel: string,
  outgoing: Outgoing,
  paced: Pacing,
): Promise<Outcome> {
  const { firstTriedAt, nonce } = outgoing;
  const letter = { teamId, channel, nonce, body: bodyOf(outgoing) };
  if (firstTriedAt) {
    const found = await findLetter(workspaces, letter, firstTriedAt.getTime() - aheadMs).catch((error: unknown) => {
      // Nobody knows whether it arrived: to look comes before sending again, however long that takes.
      if (refusalOf(error) === null && !(error instanceof TokenStopped)) throw new StillUnknown(error);
      throw error;
    });
    if (found !== null) return { kind: 'sent', channelId: channel, messageId: found };
  }
  await paced(`${teamId} ${channel}`);
  return { kind: 'sent', channelId: channel, messageId: await post(workspaces, letter) };
}

/** Only they see that they are named. It is kept nowhere, so one that may have been shown is not shown again. */
async function inChannel(workspaces: Workspaces, to: Channel, outgoing: Outgoing, paced: Pacing): Promise<Outcome> {
  const { workspaceId: teamId, channelId: channel, mentions } = to;
  const [user = ''] = mentions;
  if (outgoing.firstTriedAt) return { kind: 'sent', channelId: channel, messageId: outgoing.nonce };
  await paced(`${teamId} ${channel}`);
  const body = bodyOf(outgoing);
  const answer = await workspaces.call(teamId, (client) => client.chat.postEphemeral({ channel, user, ...body }));
  return { kind: 'sent', channelId: channel, messageId: answer.message_ts ?? outgoing.nonce };
}

const bodyOf = ({ card }: Outgoing) =>
  messageOf({ card, options: { turn: (page) => `turn:${page}`, words: pageWords('en') } });

class StillUnknown extends Error {
  readonly inner: unknown;
  constructor(inner: unknown) {
    super('whether it arrived could not be seen');
    this.inner = inner;
  }
}

function outcomeOf(error: unknown): Outcome {
  const isUnknown = error instanceof StillUnknown;
  const failure = failureOf(isUnknown ? error.inner : error);
  switch (failure.kind) {
    case 'stopped':
      return { kind: 'stopped', reason: error instanceof Error ? error.message : '' };
    case 'refused':
      // A refusal that is new to us may pass by itself or be ours to mend.
      return closedCodes.has(failure.code)
        ? { kind: 'closed', reason: failure.code }
        : { kind: 'later', afterMs: unforeseenMs, mayHaveArrived: false };
    case 'limited':
      return { kind: 'later', afterMs: failure.afterMs, mayHaveArrived: isUnknown };
    case 'broken':
      return { kind: 'later', afterMs: 1_000, mayHaveArrived: isUnknown || failure.mayHaveArrived };
  }
}

/** Lets one message after the other into a conversation. */
function openPacing(everyMs: number): Pacing {
  const free = new Map<string, number>();
  return async (conversation) => {
    // Not by the clock on the wall: where that is set back, whoever was written to would wait as long again.
    const now = performance.now();
    const at = Math.max(now, free.get(conversation) ?? 0);
    free.delete(conversation);
    free.set(conversation, at + everyMs);
    for (const [oldest, until] of free) {
      if (until > now && free.size <= maxPaced) break;
      free.delete(oldest);
    }
    if (at > now) await wait(at - now);
  };
}
