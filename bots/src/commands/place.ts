import type { RoomView } from '@echochat/core/rooms/room-view.ts';
import type { Choice } from '../cards/card.ts';

/** The server or the workspace where a command was said, if EchoChat was brought there. */
export interface Place {
  communityId: number;
  name: string;
  /** What the platform asks for. Null where it cannot be known; then nothing is warned of. */
  permissions: PlacePermissions | null;
  /** Null where the chat has no voice channels of its own. */
  voice: PlaceVoice | null;
}

/** A room's voice channel: where it is, or whether we were forbidden to make it; null where it is in another place. */
export type OpenedVoice = { url: string; isOpenToOthers: boolean } | { isForbidden: boolean } | null;

export interface PlaceVoice {
  /** The room's voice channel here, made where there is none. Never rejects. */
  open(communityId: number, room: RoomView): Promise<OpenedVoice>;
}

export interface PlacePermissions {
  /** The platform's own names for what the bot lacks to post in a channel; empty where nothing is missing. */
  missingToAnnounce(channelId: string): Promise<readonly string[]>;
  /** Channels that one may announce in, the likeliest first. */
  channels(): Promise<readonly Choice[]>;
}
