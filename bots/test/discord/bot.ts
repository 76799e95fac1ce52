import { type DiscordBot, type DiscordOptions, openDiscord } from '@echochat/bots/discord/discord.ts';
import type { TestCore } from '../../../test/core.ts';
import { type Discord, startDiscord } from './discord.ts';
import type { LimitOptions } from './limits.ts';
import { eventually, type Json } from './world.ts';

export interface RunningBot {
  discord: Discord;
  bot: DiscordBot;
  /** A process that follows this one, on the same Discord. */
  start(options?: DiscordOptions): DiscordBot;
  /** Resolves once the commands are registered, so that people can say them. */
  registered(): Promise<void>;
  close(): Promise<void>;
}

/** A Discord with our bot on it, connected, its commands registered. */
export async function startBot(
  core: TestCore,
  options: DiscordOptions & { limits?: LimitOptions; commands?: Json[]; heartbeatMs?: number } = {},
): Promise<RunningBot> {
  const discord = await startDiscord(options);
  const config = {
    token: discord.token,
    clientId: discord.clientId,
    clientSecret: discord.world.clientSecret,
    apiUrl: discord.apiUrl,
    shards: null,
  };
  const running: DiscordBot[] = [];
  const start = (more: DiscordOptions = {}) => {
    const bot = openDiscord(core, config, { openEveryMs: 1, ...options, ...more });
    running.push(bot);
    return bot;
  };
  const bot = start();
  const registered = async () => {
    await eventually(
      discord.world,
      () => (discord.world.commands.length > 5 ? true : null),
      () => 'the commands',
    );
  };
  await Promise.all([bot.connected, registered()]);
  return {
    discord,
    bot,
    start,
    registered,
    async close() {
      await Promise.all(running.map((one) => one.close()));
      await discord.close();
    },
  };
}
