import type { DiscordConfig } from '@echochat/core/platform/config.ts';
import { Routes } from 'discord.js';
import { z } from 'zod';
import { card } from '../src/cards/card.ts';
import { asMarkdown } from '../src/cards/markdown.ts';
import { pageWords } from '../src/commands/page-words.ts';
import { openDiscord } from '../src/discord/discord.ts';
import { openGateway } from '../src/discord/gateway.ts';
import { registerCommands } from '../src/discord/registration/register.ts';
import { renderCard } from '../src/discord/render/card.ts';
import { openRest } from '../src/discord/rest.ts';
import type { Start } from './load.ts';

const address = z.object({ apiUrl: z.string(), token: z.string(), clientId: z.string() });
const configOf = (told: unknown): DiscordConfig => ({ ...address.parse(told), clientSecret: null, shards: null });

/** EchoChat on Discord. */
export const discordOurs: Start = async (core, told) => {
  const bot = openDiscord(core, configOf(told));
  await bot.connected;
  return { begin: {}, stop: () => bot.close() };
};

/** The same libraries: every interaction is deferred and answered by the same card. */
export const discordConstant: Start = async (core, told) => {
  const config = configOf(told);
  const rest = openRest(config, core.services.log);
  const shown = card({ sign: '👋', title: 'Constant', text: asMarkdown('Always the same.') });
  const { body } = renderCard(shown, { turn: (page) => `turn:${page}`, words: pageWords('en') });
  const interaction = z.object({ id: z.string(), token: z.string() });
  const answer = async (data: unknown) => {
    const { id, token } = interaction.parse(data);
    await rest.answer('post', Routes.interactionCallback(id, token), { type: 5, data: { flags: 64 } });
    await rest.answer('patch', Routes.webhookMessage(config.clientId, token, '@original'), body);
  };
  const onEvent = ({ name, data }: { name: string; data: unknown }) => {
    if (name === 'INTERACTION_CREATE') void answer(data);
    return true;
  };
  const gateway = openGateway(config, rest, core.services, onEvent, () => {});
  await registerCommands(rest, config.clientId, core.services.log);
  await gateway.connect();
  return { begin: {}, stop: () => gateway.close() };
};
