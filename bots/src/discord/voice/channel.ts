import type { VoiceChannel } from '@echochat/core/rooms/voice/voice-channel.ts';
import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import { shorten } from '../../cards/markdown.ts';

type Wished = Pick<VoiceChannel, 'title' | 'isPublic' | 'seats' | 'guildId' | 'allowed' | 'denied'>;

interface Overwrite {
  id: string;
  type: number;
  allow: string;
  deny: string;
}

const mostSeats = 99;
const mostOverwrites = 100;
const enter = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.Connect;
const speak = enter | PermissionFlagsBits.Speak | PermissionFlagsBits.UseEmbeddedActivities;

/** A channel as Discord tells of it, as far as ours differ. */
export const knownChannel = z.object({
  name: z.string(),
  user_limit: z.number().default(0),
  permission_overwrites: z
    .array(z.object({ id: z.string(), type: z.number(), allow: z.string(), deny: z.string() }))
    .default([]),
});

/** A room's voice channel as Discord wants to hear of it. A private one is seen by who may be in the room, and by us. */
export function channelBody(room: Wished, botId: string) {
  return {
    name: shorten(room.title, 100),
    type: ChannelType.GuildVoice,
    user_limit: Math.min(room.seats, mostSeats),
    permission_overwrites: overwritesOf(room, botId),
  };
}

function overwritesOf({ isPublic, guildId, allowed, denied }: Wished, botId: string): Overwrite[] {
  const member = (id: string, allow: bigint, deny: bigint): Overwrite => ({
    id,
    type: OverwriteType.Member,
    allow: String(allow),
    deny: String(deny),
  });
  const closed = denied.map((id) => member(id, 0n, enter));
  if (isPublic) return closed.slice(0, mostOverwrites);
  return [
    { id: guildId, type: OverwriteType.Role, allow: '0', deny: String(enter) },
    member(botId, enter | PermissionFlagsBits.Speak | PermissionFlagsBits.ManageChannels, 0n),
    ...closed,
    ...allowed.map((id) => member(id, speak, 0n)),
  ].slice(0, mostOverwrites);
}

/** What has to be written for the channel to be as it should, and nothing that is so already; null where it is. */
export function channelChange(known: z.output<typeof knownChannel>, room: VoiceChannel, botId: string) {
  const { user_limit, permission_overwrites } = channelBody(room, botId);
  // The name stays as it is: somebody in the server may have given it another one, and it changes rarely.
  const change = {
    ...(known.user_limit === user_limit ? {} : { user_limit }),
    // To write these takes a permission of its own, Manage Roles.
    ...(written(known.permission_overwrites) === written(permission_overwrites) ? {} : { permission_overwrites }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

const written = (overwrites: readonly Overwrite[]): string =>
  overwrites
    .map(({ id, type, allow, deny }) => `${type} ${id} ${allow} ${deny}`)
    .toSorted()
    .join('\n');
