import { z } from 'zod';
import type { ChannelState, Json, World } from './world.ts';

const wish = z.object({
  guild_id: z.string(),
  channel_id: z.string().nullable(),
  self_mute: z.boolean(),
  self_deaf: z.boolean(),
});
const connect = 1n << 20n;
const speak = 1n << 21n;

/** The bot wants into a voice channel, or out. Where it may not, Discord says nothing. */
export function moveInVoice(
  world: World,
  dispatch: (event: string, data: Json, guildId: string) => void,
  { id: sessionId, shard: [shard] }: { id: string; shard: readonly [number, number] },
  data: unknown,
): void {
  const { guild_id: guildId, channel_id: channelId, self_deaf: isDeaf, self_mute: isMute } = wish.parse(data);
  world.botVoice.push({ guildId, channelId, isDeaf, shard });
  const guild = world.guilds.get(guildId);
  const channel = channelId === null ? null : guild?.channels.find(({ id }) => id === channelId);
  if (guild && channel !== undefined && (channel === null || letsIn(channel, guild.voiceStates))) {
    const wasIn = guild.voiceStates.get(world.clientId);
    if (channel) guild.voiceStates.set(world.clientId, channel.id);
    else guild.voiceStates.delete(world.clientId);
    if (channel || wasIn)
      dispatch('VOICE_STATE_UPDATE', stateOf(world, guildId, channel, sessionId, isDeaf, isMute), guildId);
    const { endpoint, token } = world.voiceServer;
    if (channel) dispatch('VOICE_SERVER_UPDATE', { guild_id: guildId, endpoint, token }, guildId);
  }
  world.events.emit('change');
}

function letsIn(channel: ChannelState, states: ReadonlyMap<string, string>): boolean {
  if (!channel.voice || channel.isGone || (channel.denied & connect) !== 0n) return false;
  const inside = [...states.values()].filter((at) => at === channel.id).length;
  return channel.voice.userLimit === 0 || inside < channel.voice.userLimit;
}

const stateOf = (
  world: World,
  guildId: string,
  channel: ChannelState | null,
  sessionId: string,
  isDeaf: boolean,
  isMute: boolean,
): Json => ({
  guild_id: guildId,
  channel_id: channel?.id ?? null,
  user_id: world.clientId,
  session_id: sessionId,
  deaf: false,
  mute: false,
  self_deaf: isDeaf,
  self_mute: isMute,
  self_video: false,
  suppress: channel !== null && (channel.denied & speak) !== 0n,
  request_to_speak_timestamp: null,
});
