import type { DiscordGatewayAdapterCreator, DiscordGatewayAdapterLibraryMethods } from '@discordjs/voice';
import type { Log } from '@echochat/core/platform/log.ts';
import { GatewayOpcodes, type GatewayVoiceStateUpdate } from 'discord.js';
import { z } from 'zod';

const flag = z.boolean().default(false);
/** The bot's own voice state, as far as the voice library and we look at it. */
const ownState = z.object({
  guild_id: z.string(),
  user_id: z.string(),
  channel_id: z.string().nullable(),
  session_id: z.string(),
  deaf: flag,
  mute: flag,
  self_deaf: flag,
  self_mute: flag,
  self_video: flag,
  suppress: flag,
  request_to_speak_timestamp: z.string().nullable().default(null),
});
const voiceServer = z.object({ token: z.string(), guild_id: z.string(), endpoint: z.string().nullable() });

/** Where Discord has just put the bot, and whether it is heard there. */
export interface Seen {
  channelId: string | null;
  isMuted: boolean;
}

/** The way between the gateway and the voice library: what is said of the bot's own place in voice, and what it asks for. */
export interface OwnVoice {
  onState(data: unknown): void;
  onServer(data: unknown): void;
  /** The gateway's session goes on: what was said as it broke may not have arrived. */
  onResumed(): void;
  /** For the connection to a guild's voice; one at a time. */
  adapter(guildId: string, onSeen: (seen: Seen) => void): DiscordGatewayAdapterCreator;
  /** Resolves once what was asked for has been said to Discord. */
  said(): Promise<void>;
}

export function openOwnVoice(
  botId: string,
  send: (guildId: string, payload: GatewayVoiceStateUpdate) => Promise<void>,
  log: Log,
): OwnVoice {
  const connections = new Map<string, { library: DiscordGatewayAdapterLibraryMethods; onSeen: (seen: Seen) => void }>();
  // In each guild one after the other: a leave that overtakes a join would keep the bot there.
  const saying = new Map<string, Promise<void>>();
  function say(guildId: string, payload: GatewayVoiceStateUpdate): void {
    const said = (saying.get(guildId) ?? Promise.resolve())
      .then(() => send(guildId, payload))
      .catch((error: unknown) => log.info({ error: String(error), guildId }, 'Discord was not told of a voice state'))
      .finally(() => {
        if (saying.get(guildId) === said) saying.delete(guildId);
      });
    saying.set(guildId, said);
  }

  const leave = (guildId: string): void =>
    say(guildId, {
      op: GatewayOpcodes.VoiceStateUpdate,
      d: { guild_id: guildId, channel_id: null, self_deaf: true, self_mute: false },
    });
  /** Guilds where the bot is in voice, as Discord has said it. */
  const inside = new Set<string>();

  return {
    onState(data) {
      const parsed = ownState.safeParse(data);
      if (!parsed.success || parsed.data.user_id !== botId) return;
      const { guild_id: guildId, channel_id: channelId, mute, suppress } = parsed.data;
      if (channelId === null) inside.delete(guildId);
      else inside.add(guildId);
      const connection = connections.get(guildId);
      if (connection) {
        connection.library.onVoiceStateUpdate(parsed.data);
        connection.onSeen({ channelId, isMuted: mute || suppress });
      }
      // Where it has nothing to do any more: it was let in too late, or a process before this one ended there.
      else if (channelId !== null) leave(guildId);
    },
    onResumed() {
      for (const guildId of inside) if (!connections.has(guildId)) leave(guildId);
    },
    onServer(data) {
      const parsed = voiceServer.safeParse(data);
      if (!parsed.success) return;
      try {
        connections.get(parsed.data.guild_id)?.library.onVoiceServerUpdate(parsed.data);
      } catch (error) {
        // An address that is none; the connection does not become ready then.
        log.info({ error: String(error) }, 'a voice server cannot be spoken with');
      }
    },
    adapter: (guildId, onSeen) => (library) => {
      const connection = { library, onSeen };
      connections.set(guildId, connection);
      return {
        sendPayload(payload: GatewayVoiceStateUpdate) {
          say(guildId, payload);
          return true;
        },
        destroy() {
          if (connections.get(guildId) === connection) connections.delete(guildId);
        },
      };
    },
    async said() {
      await Promise.all(saying.values());
    },
  };
}
