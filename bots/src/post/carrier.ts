import type { Card } from '../cards/card.ts';

/** Where a message goes. */
export type Address =
  | {
      kind: 'person';
      /** The Slack workspace; empty on Discord. */
      workspaceId: string;
      externalId: string;
      /** The conversation with them, where one was opened before. */
      channelId: string | null;
    }
  | {
      kind: 'channel';
      workspaceId: string;
      channelId: string;
      /** Who are named in it, without waking them. */
      mentions: readonly string[];
    };

/** One message on its way. */
export interface Outgoing {
  address: Address;
  card: Card;
  /** The same for every try of the same message, at most 25 characters. */
  nonce: string;
  /** When it was first tried, where a try before this one may have taken effect unseen; else null. */
  firstTriedAt: Date | null;
}

/** What became of a try. */
export type Outcome =
  | { kind: 'sent'; channelId: string; messageId: string }
  /** This address takes no messages of ours, and will not: `reason` is the platform's own code, such as 50007. */
  | { kind: 'closed'; reason: string }
  /** Not now: limited, or out of reach. `mayHaveArrived` where the answer was lost. */
  | { kind: 'later'; afterMs: number; mayHaveArrived: boolean }
  /** Our token is no good any more: no call is made with it until there is another. */
  | { kind: 'stopped'; reason: string };

/** Brings messages to people of one chat. It never throws. */
export interface Carrier {
  platform: 'discord' | 'slack';
  /** How many messages a second the chat takes of all our processes together; null where it sets no such limit. */
  perSecond: number | null;
  /** How many people one message in a channel names at most. */
  mostNamed: number;
  send(outgoing: Outgoing): Promise<Outcome>;
}
