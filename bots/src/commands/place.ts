import type { Choice } from '../cards/card.ts';

/** The server or the workspace where a command was said, if EchoChat was brought there. */
export interface Place {
  communityId: number;
  name: string;
  /** What the platform asks for. Null where it cannot be known; then nothing is warned of. */
  permissions: PlacePermissions | null;
}

export interface PlacePermissions {
  /** The platform's own names for what the bot lacks to post in a channel; empty where nothing is missing. */
  missingToAnnounce(channelId: string): Promise<readonly string[]>;
  /** Channels that one may announce in, the likeliest first. */
  channels(): Promise<readonly Choice[]>;
}
