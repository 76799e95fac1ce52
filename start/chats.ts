import { type AddressOf, activityRoutes } from '@echochat/bots/discord/activity/sign-in.ts';
import { discordCarrier } from '@echochat/bots/discord/carrier.ts';
import { type DiscordBot, openDiscord } from '@echochat/bots/discord/discord.ts';
import { openGuildEvents } from '@echochat/bots/discord/events/guild-events.ts';
import { openRest } from '@echochat/bots/discord/rest.ts';
import { openVoiceChannels } from '@echochat/bots/discord/voice/channels.ts';
import type { Carrier } from '@echochat/bots/post/carrier.ts';
import { slackCarrier } from '@echochat/bots/slack/carrier.ts';
import { openSlack } from '@echochat/bots/slack/slack.ts';
import type { Core } from '@echochat/core/core.ts';
import { type Config, ConfigError, type DiscordConfig } from '@echochat/core/platform/config.ts';
import type { Beat } from '@echochat/core/platform/jobs/beat.ts';
import type { Job } from '@echochat/core/platform/jobs/job.ts';
import type { Router } from 'express';

export interface Chats {
  /** What brings people messages, whether or not this process is connected to their chat. */
  carriers: readonly Carrier[];
  /** What a worker does for them. */
  jobs: readonly Job[];
  /** What is due again and again, among these jobs. */
  beats: readonly Beat[];
  /** What the web server has to mount before anything reads a request's body. */
  routers: readonly Router[];
  /** Resolves with one sentence for whoever runs it when a chat cannot go on. */
  ended: Promise<string>;
  close(): Promise<void>;
}

/** Brings EchoChat to the chats that the configuration and the roles name. */
export async function openChats(core: Core, config: Config, addressOf: AddressOf): Promise<Chats> {
  const { roles, publicUrl, discord, slack } = config;
  if (slack && roles.includes('slack') && slack.appToken === null && !roles.includes('web'))
    throw new ConfigError('ROLES should name web beside slack, or SLACK_APP_TOKEN be set for Socket Mode.');
  const onDiscord =
    discord && roles.includes('discord')
      ? openDiscord(core, discord, { hasActivity: hasActivity(config), addressOf })
      : null;
  const onSlack =
    slack && roles.includes('slack') ? await openSlack(core, { ...slack, publicUrl }, { addressOf }) : null;
  const ofDiscord = onDiscord ?? (discord && fromAfar(core, discord, addressOf));
  const toSlack = onSlack?.carrier ?? (slack && slackCarrier(core, slack));
  return {
    carriers: [ofDiscord?.carrier ?? null, toSlack].filter((carrier) => carrier !== null),
    jobs: ofDiscord?.jobs ?? [],
    beats: ofDiscord?.beats ?? [],
    routers: [...(onSlack ? [onSlack.router] : []), ...(ofDiscord ? [ofDiscord.router] : [])],
    ended: Promise.race([onDiscord, onSlack].flatMap((bot) => bot?.ended ?? [])),
    async close() {
      await Promise.all([onDiscord?.close(), onSlack?.close()]);
    },
  };
}

/** What a process without a connection to Discord's gateway does for it. */
function fromAfar(
  core: Core,
  discord: DiscordConfig,
  addressOf: AddressOf,
): Pick<DiscordBot, 'carrier' | 'jobs' | 'beats' | 'router'> {
  const rest = openRest(discord, core.services.log);
  const events = openGuildEvents(core, rest, discord.clientId);
  return {
    carrier: discordCarrier(rest),
    jobs: [openVoiceChannels(core, rest, discord.clientId).job, events.job],
    beats: [events],
    router: activityRoutes(core, rest, discord, addressOf),
  };
}

/** Discord shows the Activity by https alone, and signs people in with the client's secret. */
const hasActivity = ({ discord, publicUrl }: Config): boolean =>
  discord?.clientSecret != null && publicUrl?.startsWith('https:') === true;
