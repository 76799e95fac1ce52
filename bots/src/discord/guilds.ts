import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@echochat/core/core.ts';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import { Routes } from 'discord.js';
import { z } from 'zod';
import { card } from '../cards/card.ts';
import { pageWords } from '../commands/page-words.ts';
import { tellIn, wordsIn } from '../commands/words.ts';
import { guildPermissions } from './permissions.ts';
import type { GuildOf } from './receive.ts';
import { renderCard } from './render/card.ts';
import type { DiscordRest } from './rest.ts';
import type { VoiceChannels } from './voice/channels.ts';

const created = z.object({
  id: z.string(),
  name: z.string(),
  preferred_locale: z.string().default('en-US'),
  system_channel_id: z.string().nullish(),
  unavailable: z.boolean().nullish(),
});
const deleted = z.object({ id: z.string(), unavailable: z.boolean().nullish() });

const tries = 20;

/** The servers that EchoChat is in: announced to core as it is brought into them and taken out of them. */
export interface Guilds {
  guildOf: GuildOf;
  onCreate(data: unknown): void;
  onDelete(data: unknown): void;
  /** Resolves once core knows of everything that was heard. */
  settled(): Promise<void>;
  close(): void;
}

export function openGuilds(core: Core, rest: DiscordRest, voice: VoiceChannels, botId: string): Guilds {
  const names = new Map<string, string>();
  const { log } = core.services;
  const system = core.as({ kind: 'system', name: 'discord' });
  const closing = new AbortController();
  // One after the other: a large bot is told of thousands at once.
  let queue: Promise<void> = Promise.resolve();

  function later(what: string, work: () => Promise<void>): void {
    queue = queue.then(async () => {
      for (let attempt = 1; attempt <= tries && !closing.signal.aborted; attempt += 1) {
        try {
          return await work();
        } catch (error) {
          log.warn({ error: String(error), attempt }, what);
          await wait(Math.min(500 * attempt, 5_000), undefined, { signal: closing.signal }).catch(() => {});
        }
      }
    });
  }

  async function greet(locale: string, channelId: string): Promise<void> {
    const language = languageOf(locale);
    const hello = card({
      sign: '👋',
      title: wordsIn(language)('hello.title'),
      text: tellIn(language)('hello.text'),
      actions: [{ id: 'echo', label: wordsIn(language)('hello.button'), style: 'primary' }],
      footer: wordsIn(language)('hello.footer'),
    });
    const { body } = renderCard(hello, { turn: (page) => `turn:${page}`, words: pageWords(locale) });
    const nonce = `hello${channelId}`.slice(0, 25);
    await rest
      .bot('post', Routes.channelMessages(channelId), { ...body, nonce, enforce_nonce: true })
      .catch((error: unknown) => log.info({ error: String(error) }, 'a server could not be greeted'));
  }

  return {
    guildOf: (id) => ({
      name: names.get(id) ?? id,
      permissions: guildPermissions(rest, id, botId),
      voice: { open: (communityId, room) => voice.open(id, communityId, room) },
    }),
    onCreate(data) {
      const guild = created.safeParse(data);
      if (!guild.success || guild.data.unavailable) return;
      const { id, name, preferred_locale: locale, system_channel_id: channelId } = guild.data;
      names.set(id, name);
      later('a server could not be written down', async () => {
        const known = { platform: 'discord', externalId: id, name: name.slice(0, 100), locale } as const;
        const { isNew } = await system.communities.arrive(known);
        if (isNew && channelId) await greet(locale, channelId);
      });
    },
    onDelete(data) {
      const guild = deleted.safeParse(data);
      // An outage is no farewell.
      if (!guild.success || guild.data.unavailable) return;
      names.delete(guild.data.id);
      later('a farewell could not be written down', async () => {
        await system.communities.leave({ platform: 'discord', externalId: guild.data.id });
      });
    },
    settled: () => queue,
    close: () => closing.abort(),
  };
}
