import type { Core } from '@echochat/core/core.ts';
import { defineJob, type Job } from '@echochat/core/platform/jobs/job.ts';
import type { RoomView } from '@echochat/core/rooms/room-view.ts';
import { voiceJob } from '@echochat/core/rooms/voice/mind-voice.ts';
import type { VoiceChannel } from '@echochat/core/rooms/voice/voice-channel.ts';
import { Routes } from 'discord.js';
import { z } from 'zod';
import type { OpenedVoice } from '../../commands/place.ts';
import { type DiscordRest, discordCode } from '../rest.ts';
import { channelBody, channelChange, knownChannel } from './channel.ts';

const made = z.object({ id: z.string() });
/** It is gone, or we are not in its server any more. */
const gone: ReadonlySet<number | null> = new Set([10_003, 10_004, 50_001]);
const missingPermissions = 50_013;
const missingRoles = 'who may be in a voice channel cannot be changed: the bot lacks Manage Roles';

/** False where the bot may not; throws any other refusal. */
function refusedPermission(error: unknown): false {
  if (discordCode(error) !== missingPermissions) throw error;
  return false;
}

/** The voice channels of rooms: each room has at most one, and it follows the room. */
export interface VoiceChannels {
  /** The room's channel in a guild, made where it has none anywhere. */
  open(guildId: string, communityId: number, room: RoomView): Promise<OpenedVoice>;
  /** Makes a room's channel what the room wants; takes it away when the room has ended. */
  job: Job;
}

export function openVoiceChannels(core: Core, rest: DiscordRest, botId: string): VoiceChannels {
  const { log } = core.services;
  const { rooms } = core.as({ kind: 'system', name: 'discord' });

  const addressOf = ({ guildId, channelId }: VoiceChannel): string =>
    `https://discord.com/channels/${guildId}/${channelId}`;

  async function take(channelId: string): Promise<void> {
    try {
      await rest.bot('delete', Routes.channel(channelId));
    } catch (error) {
      if (!gone.has(discordCode(error))) throw error;
    }
  }

  async function make(guildId: string, communityId: number, room: RoomView): Promise<VoiceChannel | null> {
    const people = await rooms.getVoicePeople({ roomId: room.id });
    const wish = { ...room, ...people, seats: room.maxParticipants, guildId };
    const { id } = made.parse(await rest.bot('post', Routes.guildChannels(guildId), channelBody(wish, botId)));
    const voice = await rooms.setVoice({ roomId: room.id, communityId, channelId: id });
    // Somebody else made one in the same moment, or the room has ended: ours is one too many.
    if (voice?.channelId !== id) await take(id);
    return voice;
  }

  /** Brings a channel that there is in line, where the bot may. What is in line already is not written again. */
  async function align(voice: VoiceChannel): Promise<'aligned' | 'forbidden' | 'gone'> {
    const route = Routes.channel(voice.channelId);
    try {
      const known = knownChannel.parse(await rest.bot('get', route));
      const change = channelChange(known, voice, botId);
      if (change === null) return 'aligned';
      const isAllowed = await rest.bot('patch', route, change).then(() => true, refusedPermission);
      // A closed door does not put anybody out, and one that may not be closed the less.
      for (const userId of voice.denied)
        await rest.bot('patch', Routes.guildMember(voice.guildId, userId), { channel_id: null }).catch(() => {});
      return isAllowed ? 'aligned' : 'forbidden';
    } catch (error) {
      if (!gone.has(discordCode(error))) throw error;
      await rooms.clearVoice({ channelId: voice.channelId });
      return 'gone';
    }
  }

  return {
    async open(guildId, communityId, room) {
      try {
        const known = await rooms.getVoice({ roomId: room.id });
        if (known && known.guildId !== guildId) return null;
        const state = known ? await align(known) : 'gone';
        if (known && state !== 'gone') return { url: addressOf(known), isOpenToOthers: state === 'forbidden' };
        const voice = await make(guildId, communityId, room);
        if (voice === null || voice.guildId !== guildId) return null;
        return { url: addressOf(voice), isOpenToOthers: (await align(voice)) === 'forbidden' };
      } catch (error) {
        log.info({ error: String(error) }, 'a voice channel could not be made');
        return { isForbidden: discordCode(error) === missingPermissions };
      }
    },
    job: defineJob(voiceJob.name, voiceJob.schema, async ({ roomId }) => {
      const voice = await rooms.getVoice({ roomId });
      if (voice === null) return;
      if (!voice.isEnded) {
        // Trying again changes no permission: who goes in next is told what is missing, and it is tried then.
        if ((await align(voice)) === 'forbidden') log.warn({ roomId, guildId: voice.guildId }, missingRoles);
        return;
      }
      await take(voice.channelId);
      await rooms.clearVoice({ channelId: voice.channelId });
    }),
  };
}
