import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningBot, startBot } from '../../test/discord/bot.ts';
import type { Ending } from '../../test/discord/gateway.ts';
import { card } from '../cards/card.ts';
import { asMarkdown } from '../cards/markdown.ts';
import type { Address } from '../post/carrier.ts';

/** More of them where somebody wants to look longer. */
const rounds = Number(process.env['FAULT_RUNS'] ?? 1);

let core: TestCore;
let on: RunningBot | null = null;
beforeAll(async () => {
  core = await openTestCore();
});
afterEach(async () => {
  await on?.close();
  on = null;
});
afterAll(() => core.close());

async function start(options: Parameters<typeof startBot>[1] = {}): Promise<RunningBot> {
  on = await startBot(core, options);
  return on;
}

describe('a connection that ends', () => {
  const endings: Ending[] = ['reconnect', 'invalid-resumable', 4000, 4009, 'reset', 4001];

  test('loses nothing of what can be gone on with', async () => {
    const { discord } = await start();
    const guild = discord.guild({ name: 'Stormy' });
    const ana = discord.person({ name: 'Ana' });
    for (const [index, ending] of Array.from({ length: rounds }, () => endings)
      .flat()
      .entries()) {
      const said = ana.says(guild, 'help');
      discord.gateway.disconnect(ending);
      const during = ana.says(guild, 'help');
      const answers = await Promise.all([said.answer(), during.answer()]).catch((error: unknown) => {
        throw new Error(`${ending}, the ${index + 1}th`, { cause: error });
      });
      for (const answer of answers) expect(answer.text).toContain('What you can do');
    }
    expect(discord.gateway.counts.identifies).toBe(1);
  }, 600_000);

  test('for good begins anew', async () => {
    const { discord } = await start();
    const guild = discord.guild({ name: 'Reborn' });
    const ana = discord.person({ name: 'Ana' });
    for (const ending of ['invalid', 4007] as const) {
      const before = discord.gateway.counts.identifies;
      discord.gateway.disconnect(ending);
      await expect.poll(() => discord.gateway.counts.identifies, { timeout: 10_000 }).toBe(before + 1);
      await discord.gateway.ready();
      expect((await ana.says(guild, 'help').answer()).text).toContain('What you can do');
    }
  });

  test('without a word is noticed by its silence', async () => {
    const { discord } = await start({ heartbeatMs: 400 });
    const guild = discord.guild({ name: 'Silent' });
    discord.gateway.disconnect('black-hole');
    await expect.poll(() => discord.gateway.counts.resumes, { timeout: 10_000 }).toBe(1);
    expect((await discord.person({ name: 'Ana' }).says(guild, 'help').answer()).text).toContain('What you can do');
  });
});

describe('what no reconnecting can mend', () => {
  test.each([
    [4004, /DISCORD_TOKEN/],
    [4014, /intents/],
    [4011, /DISCORD_SHARDS/],
  ])('close code %i ends with a sentence that says what to do', async (code, sentence) => {
    const { discord, bot } = await start();
    discord.gateway.disconnect(code);
    expect(await bot.ended).toMatch(sentence);
  });

  test('a loop of new sessions ends before Discord resets the token', async () => {
    const { discord, bot } = await start({ identifiesPerDay: 2 });
    const loop = setInterval(() => discord.gateway.disconnect('invalid'), 300);
    await bot.ended;
    clearInterval(loop);
    expect(await bot.ended).toContain('sessions today');
    expect(discord.gateway.counts.identifies).toBeLessThanOrEqual(2);
  });

  test('a token that is revoked in the middle of work stops every call at once', async () => {
    const { discord, bot } = await start();
    discord.revokeToken();
    const message = outgoing({ kind: 'channel', workspaceId: '', channelId: '1', mentions: ['2'] }, 'n1');
    expect(await bot.carrier.send(message)).toMatchObject({ kind: 'stopped' });
    expect(await bot.ended).toMatch(/token/);
    const calls = discord.requests.length;
    expect(await bot.carrier.send(message)).toMatchObject({ kind: 'stopped' });
    expect(discord.requests.length).toBe(calls);
  });
});

describe('a database that does not answer for five seconds', () => {
  test('leaves nobody without an acknowledgement within two, nor without an answer', async () => {
    const { discord } = await start();
    const guild = discord.guild({ name: 'Patient' });
    const people = Array.from({ length: 8 }, (_, index) => discord.person({ name: `P${index}` }));
    const [first] = people;
    const card = await first?.says(guild, 'settings').answer();
    const { pool } = core.services.database;
    const held = await Promise.all(Array.from({ length: pool.options.max ?? 10 }, () => pool.connect()));
    const released = wait(5_000).then(() => held.map((client) => client.release()));
    const said = people.flatMap((one) => [
      one.says(guild, 'skills list'),
      one.says(guild, 'echo'),
      one.says(guild, 'match find'),
      ...(card && one === first ? [one.presses(card, 'When I have time', guild)] : []),
    ]);
    const acknowledged = await Promise.all(said.map((one) => one.acknowledged()));
    expect(Math.max(...acknowledged.map(({ afterMs }) => afterMs))).toBeLessThan(2_000);
    const answers = await Promise.all(said.map((one) => one.answer()));
    for (const { text } of answers) expect(text.length).toBeGreaterThan(10);
    await released;
  });
});

describe('a restart', () => {
  test('answers what was begun, and the process that follows goes on with the session', async () => {
    const { discord, bot, start: startAnother } = await start();
    const guild = discord.guild({ name: 'Rolling' });
    const people = Array.from({ length: 10 }, (_, index) => discord.person({ name: `R${index}` }));
    const before = people.map((one) => one.says(guild, 'skills list'));
    await Promise.all(before.map((one) => one.acknowledged()));
    const closed = bot.close();
    await Promise.all(before.map((one) => one.answer()));
    const during = people.map((one) => one.says(guild, 'help'));
    await closed;
    startAnother();
    const answers = await Promise.all(during.map((one) => one.answer()));
    expect(answers).toHaveLength(people.length);
    expect(discord.gateway.counts).toMatchObject({ identifies: 1, resumes: 1 });
  });
});

const outgoing = (address: Address, nonce: string) => ({
  address,
  nonce,
  card: card({ sign: '👋', title: `News ${nonce}`, text: asMarkdown('Something happened.') }),
  firstTriedAt: null,
});

describe('a message to a person', () => {
  const to = (externalId: string, channelId: string | null = null): Address => ({
    kind: 'person',
    workspaceId: '',
    externalId,
    channelId,
  });

  test('whose answer was lost arrives once', async () => {
    const { discord, bot } = await start();
    const mei = discord.person({ name: 'Mei' });
    discord.fault({ match: /POST \/channels\/\d+\/messages/, kind: 'lost', times: 2 });
    let outcome = await bot.carrier.send(outgoing(to(mei.id), 'd1.1'));
    for (let tries = 0; outcome.kind === 'later' && tries < 3; tries += 1)
      outcome = await bot.carrier.send(outgoing(to(mei.id), 'd1.1'));
    expect(outcome).toMatchObject({ kind: 'sent' });
    expect(mei.messages()).toHaveLength(1);
  });

  test.each([502, 'reset'] as const)('through %s gets there, at the latest with the next try', async (kind) => {
    const { discord, bot } = await start();
    const mei = discord.person({ name: 'Mei' });
    discord.fault({ match: /messages$/, kind, times: 1 });
    const tries = [
      await bot.carrier.send(outgoing(to(mei.id), 'd2.1')),
      await bot.carrier.send(outgoing(to(mei.id), 'd2.1')),
    ];
    expect(tries[1]).toMatchObject({ kind: 'sent' });
    expect(mei.messages()).toHaveLength(1);
  });

  test.each(['user', 'shared', 'global'])('limited by scope %s waits as long as it is told to', async (scope) => {
    const { discord, bot } = await start();
    const mei = discord.person({ name: 'Mei' });
    const body = { message: 'You are being rate limited.', retry_after: 0.3, global: scope === 'global' };
    const headers = {
      'retry-after': '0.3',
      'x-ratelimit-scope': scope,
      ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
    };
    discord.fault({ match: /messages$/, kind: 429, times: 1, body, headers });
    const began = performance.now();
    expect(await bot.carrier.send(outgoing(to(mei.id), 'd3.1'))).toMatchObject({ kind: 'sent' });
    expect(performance.now() - began).toBeGreaterThan(250);
    expect(mei.messages()).toHaveLength(1);
  });

  test.each([
    ['closed', '50007'],
    ['too-fast', '40003'],
  ] as const)('to somebody whose messages are %s is not tried again', async (dms, reason) => {
    const { discord, bot } = await start();
    const mei = discord.person({ name: 'Mei' });
    mei.takesDms(dms);
    expect(await bot.carrier.send(outgoing(to(mei.id), 'd4.1'))).toEqual({ kind: 'closed', reason });
  });

  test('to somebody or to a channel that is gone is not tried again', async () => {
    const { bot } = await start();
    expect(await bot.carrier.send(outgoing(to('1'), 'd5.1'))).toMatchObject({ kind: 'closed' });
    expect(await bot.carrier.send(outgoing(to('1', '2'), 'd5.2'))).toEqual({ kind: 'closed', reason: '10003' });
  });
});

describe('the commands', () => {
  test('are written once, and the entry point of the Activity stays', async () => {
    const entry = { id: '77', type: 4, name: 'launch', handler: 2 };
    const { discord, start: startAnother } = await start({ commands: [entry] });
    expect(discord.world.commandWrites).toBe(1);
    expect(discord.world.commands.map(({ name }) => name)).toContain('launch');
    const reads = () => discord.requests.filter((one) => /GET .*commands$/.test(one)).length;
    startAnother();
    await expect.poll(reads).toBe(2);
    await wait(50);
    expect(discord.world.commandWrites).toBe(1);
  });
});
