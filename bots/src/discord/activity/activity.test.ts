import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { type RunningBot, startBot } from '../../../test/discord/bot.ts';
import type { GuildState, InstanceState } from '../../../test/discord/world.ts';

let core: TestCore;
let on: RunningBot;
let guild: GuildState;
let server: Server;
let address: string;
beforeAll(async () => {
  core = await openTestCore();
  on = await startBot(core, { hasActivity: true });
  guild = on.discord.guild({ name: 'Strings' });
  server = createServer(express().set('trust proxy', 1).use(on.bot.router));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  address = `http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}/discord/activity`;
});
afterAll(async () => {
  server.close();
  await on.close();
  await core.close();
});

const answer = z.looseObject({
  roomId: z.number().nullish(),
  error: z.object({ code: z.string() }).optional(),
});

const person = (name: string) => on.discord.person({ name });
const roomOf = (title: string) => core.services.database.prisma.learningRoom.findFirstOrThrow({ where: { title } });
const instanceAt = (channelId: string): InstanceState => {
  const found = [...on.discord.world.instances.values()].find((one) => one.channelId === channelId);
  if (!found) throw new Error('no Activity is open there');
  return found;
};

/** What the Activity's page says to come in. */
async function comesIn(given: { code: string; instanceId: string; roomId?: number }, headers = {}) {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(given),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: answer.parse(await response.json()),
  };
}

describe('opening a room', () => {
  test('opens the Activity at once, with the card beside it; and it shows that room', async () => {
    const ana = person('Ana');
    const said = ana.says(guild, 'room create', { title: 'Scales' });
    expect(await said.acknowledged()).toMatchObject({ type: 12 });
    const shown = await said.answer();
    expect(shown).toMatchObject({ ephemeral: true });
    expect(shown.links.map(({ label }) => label)).toEqual(['Open the room', 'Join voice']);
    const { id: instanceId } = instanceAt(guild.channels[0]?.id ?? '');
    const { status, body } = await comesIn({ code: ana.code(), instanceId });
    const { id } = await roomOf('Scales');
    expect({ status, roomId: body.roomId }).toEqual({ status: 200, roomId: id });
    expect(body).toMatchObject({
      pass: expect.any(String),
      token: expect.any(String),
      accessToken: expect.any(String),
    });
  });

  test('where the Activity is not enabled shows the ways in all the same', async () => {
    on.discord.world.hasActivity = false;
    const shown = await person('Bo').says(guild, 'room create', { title: 'Plain' }).answer();
    on.discord.world.hasActivity = true;
    expect(shown.text).toContain('Plain');
    expect(shown.links).toHaveLength(2);
  });
});

describe('coming in', () => {
  test('by the voice channel leads to its room; the others of an instance follow', async () => {
    const [cai, dee, eli] = [person('Cai'), person('Dee'), person('Eli')];
    await cai.says(guild, 'room create', { title: 'Voices' }).answer();
    const { id, voiceChannelId } = await roomOf('Voices');
    const channel = on.discord.world.channels.get(voiceChannelId ?? '');
    if (!channel) throw new Error('no voice channel');
    const { id: instanceId } = dee.opensActivity(channel);
    expect((await comesIn({ code: dee.code(), instanceId })).body).toMatchObject({ roomId: id });

    // Who is of another server has to be of this one too: what is in it is not shown outside.
    await eli.says(guild, 'help').answer();
    const lobby = on.discord.guild({ name: 'Elsewhere' }).channels[0];
    if (!lobby) throw new Error('no channel');
    const free = eli.opensActivity(lobby);
    const chooses = await comesIn({ code: eli.code(), instanceId: free.id });
    expect(chooses.body).toMatchObject({ roomId: null, pass: null, token: expect.any(String) });
    const chosen = await comesIn({ code: eli.code(), instanceId: free.id, roomId: id });
    expect(chosen.body).toMatchObject({ roomId: id });
    free.users.add(cai.id);
    // Discord's word of a moment ago does not name her yet.
    await expect
      .poll(async () => (await comesIn({ code: cai.code(), instanceId: free.id })).status, { timeout: 5_000 })
      .toBe(200);
    expect((await comesIn({ code: cai.code(), instanceId: free.id })).body).toMatchObject({ roomId: id });
  });

  test('is refused to who claims an instance that is not theirs, or none that is live, or brings no code', async () => {
    const [fay, gus] = [person('Fay'), person('Gus')];
    const channel = guild.channels[0];
    if (!channel) throw new Error('no channel');
    const { id: instanceId } = fay.opensActivity(channel);
    const code = (result: Awaited<ReturnType<typeof comesIn>>) => [result.status, result.body.error?.code];
    expect(code(await comesIn({ code: gus.code(), instanceId }))).toEqual([403, 'not_in_activity']);
    expect(code(await comesIn({ code: gus.code(), instanceId: '../../users/@me' }))).toEqual([403, 'not_in_activity']);
    expect(code(await comesIn({ code: 'made up', instanceId }))).toEqual([403, 'not_signed_in']);
    const used = fay.code();
    await comesIn({ code: used, instanceId });
    expect(code(await comesIn({ code: used, instanceId }))).toEqual([403, 'not_signed_in']);
    expect(code(await comesIn({ code: fay.code(), instanceId: 'x'.repeat(300) }))).toEqual([403, 'invalid_input']);
  });

  test('asks Discord after an instance once in a while, not for everybody', async () => {
    const channel = on.discord.guild({ name: 'Crowd' }).channels[0];
    if (!channel) throw new Error('no channel');
    const crowd = Array.from({ length: 8 }, (_, index) => person(`Crowd ${index}`));
    const instances = crowd.map((one) => one.opensActivity(channel));
    for (const [index, one] of crowd.entries())
      expect((await comesIn({ code: one.code(), instanceId: instances[index]?.id ?? '' })).status).toBe(200);
    expect(on.discord.requests.filter((request) => request.includes(instances[0]?.id ?? ''))).toHaveLength(1);
  });

  test('says so where Discord is away, and lets nobody into a private room', async () => {
    const [hal, ida] = [person('Hal'), person('Ida')];
    await hal.says(guild, 'room create', { title: 'Closed', private: true }).answer();
    const channel = on.discord.world.channels.get((await roomOf('Closed')).voiceChannelId ?? '');
    if (!channel) throw new Error('no voice channel');
    const { id: instanceId } = ida.opensActivity(channel);
    expect((await comesIn({ code: ida.code(), instanceId })).body).toMatchObject({ error: { code: 'room_not_found' } });
    on.discord.fault({ match: /oauth2/, kind: 503 });
    expect((await comesIn({ code: hal.code(), instanceId })).body).toMatchObject({ error: { code: 'unavailable' } });
    on.discord.clearFaults();
  });
});

describe('who sends what they made up', () => {
  const asksFor = (part: string) => on.discord.requests.filter((request) => request.includes(part)).length;
  /** What failing may cost: twenty at once, those under way, and one more for each second that has passed. */
  const allowed = (since: number) => 30 + (performance.now() - since) / 1_000;
  /** A client of their own, as the server tells them apart. */
  const from = (client: string) => ({ 'x-forwarded-for': client });

  test('cannot make us ask Discord without end, whichever instances they invent, and asks after no code by it', async () => {
    const [codes, instances, since] = [asksFor('oauth2/token'), asksFor('activity-instances'), performance.now()];
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) => comesIn({ code: 'x', instanceId: `i-${index}` }, from('203.0.113.1'))),
    );
    expect(new Set(answers.map(({ body }) => body.error?.code))).toEqual(
      new Set(['not_in_activity', 'too_many_requests']),
    );
    expect(answers.filter(({ status }) => status === 429).every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true);
    expect(asksFor('oauth2/token') - codes).toBe(0);
    expect(asksFor('activity-instances') - instances).toBeLessThan(allowed(since));
  });

  test('keeps nobody of an instance out, neither others nor those at the same address', async () => {
    const channel = on.discord.guild({ name: 'Besieged' }).channels[0];
    if (!channel) throw new Error('no channel');
    const [jo, kim] = [person('Jo'), person('Kim')];
    const { id: instanceId } = jo.opensActivity(channel);
    kim.opensActivity(channel);
    const [codes, since] = [asksFor('oauth2/token'), performance.now()];
    const flood = await Promise.all(
      Array.from({ length: 200 }, (_, index) => comesIn({ code: `made up ${index}`, instanceId }, from('203.0.113.2'))),
    );
    expect(flood.some(({ status }) => status === 429)).toBe(true);
    expect(asksFor('oauth2/token') - codes).toBeLessThan(allowed(since));
    expect((await comesIn({ code: jo.code(), instanceId }, from('203.0.113.3'))).status).toBe(200);
    expect((await comesIn({ code: kim.code(), instanceId }, from('203.0.113.2'))).status).toBe(200);
  });

  test('is none of a hundred who come in together from one address', async () => {
    const channel = on.discord.guild({ name: 'Concert' }).channels[0];
    if (!channel) throw new Error('no channel');
    const crowd = Array.from({ length: 100 }, (_, index) => person(`Fan ${index}`));
    const [instanceId] = crowd.map((one) => one.opensActivity(channel).id);
    const came = await Promise.all(
      crowd.map((one) => comesIn({ code: one.code(), instanceId: instanceId ?? '' }, from('203.0.113.4'))),
    );
    expect(came.filter(({ status }) => status === 200)).toHaveLength(100);
  });
});
