// npm run bench:chats: how long people on a chat wait for the acknowledgement of what they say, at 100 interactions a
// second on one core, beside the same libraries answering a constant. The chat is a process of its own.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Core } from '@echochat/core/core.ts';
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
import { openCommunity } from './community.ts';

const perSecond = Number(process.env.BENCH_RATE ?? 100);
const seconds = Number(process.env.BENCH_SECONDS ?? 20);
/** Before it counts: what is measured is a process that has been running. */
const warmSeconds = 5;

const address = z.object({ apiUrl: z.string(), token: z.string(), clientId: z.string() });
const waits = z.array(z.object({ acknowledged: z.number(), answered: z.number() }));

async function load(): Promise<{ child: ChildProcess; config: DiscordConfig }> {
  const child = fork(new URL('discord-load.ts', import.meta.url), { stdio: 'inherit' });
  const [first] = await once(child, 'message');
  return { child, config: { ...address.parse(first), clientSecret: null, shards: null } };
}

/** One run of the load against what `start` brings up. */
async function run(core: Core, start: (core: Core, config: DiscordConfig) => Promise<() => Promise<void>>) {
  const { child, config } = await load();
  const stop = await start(core, config);
  const { user, system } = process.cpuUsage();
  const began = performance.now();
  child.send({ perSecond, seconds, warmSeconds });
  const [message] = await once(child, 'message');
  const elapsed = performance.now() - began;
  const after = process.cpuUsage();
  await stop();
  child.kill();
  const all = waits.parse(message);
  const at = (key: 'acknowledged' | 'answered', share: number) => {
    const sorted = all.map((one) => one[key]).toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  };
  const core1 = (after.user + after.system - user - system) / 1_000 / elapsed;
  return { count: all.length, at, core: core1 };
}

async function ours(core: Core, config: DiscordConfig) {
  const bot = openDiscord(core, config);
  await bot.connected;
  return () => bot.close();
}

/** The same libraries: every interaction is deferred and answered by the same card. */
async function peer(core: Core, config: DiscordConfig) {
  const { log } = core.services;
  const rest = openRest(config, log);
  const shown = card({ sign: '👋', title: 'Constant', text: asMarkdown('Always the same.') });
  const { body } = renderCard(shown, { turn: (page) => `turn:${page}`, words: pageWords('en') });
  const interaction = z.object({ id: z.string(), token: z.string() });
  const gateway = openGateway(
    config,
    rest,
    core.services,
    ({ name, data }) => {
      if (name !== 'INTERACTION_CREATE') return true;
      const { id, token } = interaction.parse(data);
      void rest
        .answer('post', Routes.interactionCallback(id, token), { type: 5, data: { flags: 64 } })
        .then(() => rest.answer('patch', Routes.webhookMessage(config.clientId, token, '@original'), body));
      return true;
    },
    () => {},
  );
  await registerCommands(rest, config.clientId, log);
  await gateway.connect();
  return () => gateway.close();
}

const url = process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const community = (await openCommunity(url, 500).catch(() => null)) ?? (await openCommunity(null, 500));
console.log(`Discord, ${perSecond} interactions a second for ${seconds} s`);
console.log('                    acknowledged: median    p99        answered: median    p99        of one core');
const ms = (value: number) => `${value.toFixed(1)} ms`.padEnd(10);
const results = [];
for (const [name, start] of [
  ['constant answer', peer],
  ['/skills list', ours],
] as const) {
  const result = await run(community.core, start);
  results.push(result);
  console.log(
    `  ${name.padEnd(18)} ${' '.repeat(13)} ${ms(result.at('acknowledged', 0.5))} ${ms(result.at('acknowledged', 0.99))} ${' '.repeat(9)} ${ms(result.at('answered', 0.5))} ${ms(result.at('answered', 0.99))} ${(result.core * 100).toFixed(0)} %`,
  );
}
const [constant, own] = results;
if (constant && own)
  console.log(
    `  ours against the constant: acknowledged ${(own.at('acknowledged', 0.99) / constant.at('acknowledged', 0.99)).toFixed(1)} × at p99, ${(own.core / constant.core).toFixed(1)} × the processor`,
  );
await community.close();
process.exit(0);
