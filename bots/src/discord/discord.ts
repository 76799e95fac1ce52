import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@echochat/core/core.ts';
import type { DiscordConfig } from '@echochat/core/platform/config.ts';
import type { Beat } from '@echochat/core/platform/jobs/beat.ts';
import type { Job } from '@echochat/core/platform/jobs/job.ts';
import type { Router } from 'express';
import { openReception } from '../commands/reception.ts';
import type { Carrier } from '../post/carrier.ts';
import { type AddressOf, activityRoutes } from './activity/sign-in.ts';
import { type CarrierOptions, discordCarrier } from './carrier.ts';
import { openGuildEvents } from './events/guild-events.ts';
import { type GatewayOptions, openGateway } from './gateway.ts';
import { openGuilds } from './guilds.ts';
import { openInteractions } from './interactions.ts';
import { registerCommands } from './registration/register.ts';
import { openRest, type RestOptions } from './rest.ts';
import { type AttendanceOptions, openAttendance } from './voice/attendance.ts';
import { openVoiceChannels } from './voice/channels.ts';
import { openOwnVoice } from './voice/own-voice.ts';
import { openRinger, type RingerOptions } from './voice/ringer.ts';
import { VoiceStates } from './voice/voice-states.ts';

export interface DiscordBot {
  carrier: Carrier;
  /** What any process with a worker does for Discord. */
  jobs: readonly Job[];
  /** Which of them are due again and again. */
  beats: readonly Beat[];
  /** Where the Activity signs people in. */
  router: Router;
  /** Resolves once every shard of this process has been connected. */
  connected: Promise<void>;
  /** Resolves with one sentence for whoever runs it when it cannot go on. */
  ended: Promise<string>;
  /** Takes nothing new, lets what was begun be answered, and leaves the session for the process that follows. */
  close(): Promise<void>;
}

export interface DiscordOptions extends GatewayOptions, CarrierOptions, RestOptions, AttendanceOptions, RingerOptions {
  /** Whether the Activity can be reached, so that answers may open it. */
  hasActivity?: boolean;
  addressOf?: AddressOf;
}

const answerMs = 5_000;
const registerAgainMs = 60_000;

/** Brings EchoChat to Discord. Resolves at once: it answers as soon as the gateway is connected. */
export function openDiscord(core: Core, config: DiscordConfig, options: DiscordOptions = {}): DiscordBot {
  const { log } = core.services;
  const rest = openRest(config, log, options);
  const ending = Promise.withResolvers<string>();
  const connected = Promise.withResolvers<void>();
  const closing = new AbortController();
  const voice = openVoiceChannels(core, rest, config.clientId);
  const events = openGuildEvents(core, rest, config.clientId);
  const guilds = openGuilds(core, rest, voice, config.clientId);
  const { hasActivity = false } = options;
  const about = { clientId: config.clientId, hasActivity };
  const interactions = openInteractions(openReception(core), rest, guilds.guildOf, about, log);
  const serves = (guildId: string) => gateway.serves(guildId);
  const states = new VoiceStates(config.clientId);
  const attendance = openAttendance(core, rest, voice, states, serves, options);
  const own = openOwnVoice(config.clientId, (guildId, payload) => gateway.send(guildId, payload), log);
  const ringer = openRinger(core.services, config.clientId, own, states, serves, options);

  const gateway = openGateway(
    config,
    rest,
    core.services,
    ({ name, data }) => {
      // What arrives while closing is for the process that follows.
      if (closing.signal.aborted) return false;
      if (name === 'INTERACTION_CREATE') void interactions.handle(data);
      else if (name === 'GUILD_CREATE') {
        guilds.onCreate(data);
        attendance.onGuild(data);
      } else if (name === 'GUILD_DELETE') guilds.onDelete(data);
      else if (name === 'VOICE_STATE_UPDATE') {
        attendance.onState(data);
        own.onState(data);
      } else if (name === 'VOICE_SERVER_UPDATE') own.onServer(data);
      else if (name === 'RESUMED') own.onResumed();
      else if (name === 'CHANNEL_DELETE') attendance.onChannelDeleted(data);
      return true;
    },
    ending.resolve,
    options,
  );
  rest.onStopped(() =>
    ending.resolve('Discord refuses the token. Copy it anew from the Developer Portal into DISCORD_TOKEN.'),
  );

  /** A failure of registering leaves the commands as they were; the bot answers them meanwhile. */
  async function register(): Promise<void> {
    while (!closing.signal.aborted && !rest.isStopped()) {
      try {
        await registerCommands(rest, config.clientId, log);
        return;
      } catch (error) {
        log.warn({ error: String(error) }, 'the commands could not be registered with Discord');
        await wait(registerAgainMs, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }
  void register();
  void connect();

  async function connect(): Promise<void> {
    for (let attempt = 1; !closing.signal.aborted && !rest.isStopped(); attempt += 1) {
      try {
        await gateway.connect();
        attendance.begin();
        return connected.resolve();
      } catch (error) {
        log.warn({ error: String(error), attempt }, 'Discord’s gateway could not be reached');
        const pause = Math.min(1_000 * 2 ** Math.min(attempt, 6), 60_000);
        await wait(pause, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }

  return {
    carrier: discordCarrier(rest, options),
    jobs: [voice.job, events.job],
    beats: [events],
    router: activityRoutes(core, rest, config, options.addressOf ?? ((request) => request.ip ?? 'unknown')),
    connected: connected.promise,
    ended: ending.promise,
    async close() {
      closing.abort();
      guilds.close();
      await ringer.close();
      await attendance.close();
      await Promise.race([interactions.settled(), wait(answerMs)]);
      await gateway.close();
    },
  };
}
