import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createAudioResource, StreamType } from '@discordjs/voice';
import type { ChimeName } from '@echochat/core/platform/realtime.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { type RunningBot, startBot } from '../../../test/discord/bot.ts';
import { startDiscord } from '../../../test/discord/discord.ts';
import type { Person } from '../../../test/discord/people.ts';
import {
  type Conduct,
  type Guest,
  startVoiceServer,
  usualConduct,
  type VoiceServer,
} from '../../../test/discord/voice-server.ts';
import { type ChannelState, eventually, type GuildState } from '../../../test/discord/world.ts';
import { eventually as eventuallyIn } from '../../../test/eventually.ts';
import { openDiscord } from '../discord.ts';

let core: TestCore;
let on: RunningBot;
let voice: VoiceServer;
const options = { voiceBeatMs: 100, voiceLingerMs: 150, voiceReadyMs: 1_500 };
beforeAll(async () => {
  core = await openTestCore();
  voice = await startVoiceServer();
  on = await startBot(core, options);
});
beforeEach(() => {
  voice.conduct = { ...usualConduct };
  on.discord.world.voiceServer = { endpoint: voice.endpoint, token: voice.token };
});
afterAll(async () => {
  await on.close();
  await voice.close();
  await core.close();
});

const silence = Buffer.from([0xf8, 0xff, 0xfe]);
const enter = 1n << 20n;
const speak = 1n << 21n;

interface Place {
  guild: GuildState;
  channel: ChannelState;
  roomId: number;
  ana: Person;
}

/** A room with its voice channel, in a guild of its own. */
async function place(name: string): Promise<Place> {
  const guild = on.discord.guild({ name });
  const ana = on.discord.person({ name: 'Ana' });
  await ana.says(guild, 'room create', { title: name }).answer();
  const { id: roomId, voiceChannelId } = await core.services.database.prisma.learningRoom.findFirstOrThrow({
    where: { title: name },
  });
  const channel = guild.channels.find(({ id }) => id === voiceChannelId);
  if (!channel) throw new Error('no voice channel');
  return { guild, channel, roomId, ana };
}

const attendance = ({ roomId }: Place) =>
  core.services.database.prisma.roomAttendance.findMany({ where: { roomId, source: 'voice' } });
/** The same with somebody in the channel, of whom the bot has heard. */
async function peopled(name: string): Promise<Place> {
  const made = await place(name);
  made.ana.speaksIn(made.guild, made.channel);
  await expect.poll(() => attendance(made), { timeout: 10_000 }).toHaveLength(1);
  return made;
}

const ring = ({ roomId }: Place, chime: ChimeName, lateMs = 0) =>
  core
    .as({ kind: 'system', name: 'test' })
    .rooms.ringChime({ roomId, chime, at: core.clock.now().epochMilliseconds - lateMs });

/** Where the bot asked to be in a guild. */
const moves = ({ guild }: Place) => on.discord.world.botVoice.filter(({ guildId }) => guildId === guild.id);
const channels = (at: Place) => moves(at).map(({ channelId }) => channelId);
const left = (at: Place) =>
  eventually(
    on.discord.world,
    () => (channels(at).at(-1) === null && !at.guild.voiceStates.has(on.discord.clientId) ? true : null),
    () => `the bot to leave, which asked for ${channels(at)}`,
  );
const guest = (at: Place, holds: (guest: Guest) => boolean = () => true) =>
  eventuallyIn(
    voice.events,
    () => voice.guests.find((one) => one.serverId === at.guild.id && holds(one)),
    () => `a guest, there are ${voice.guests.length}`,
    15_000,
  );

/** The Opus frames of a chime as its file has them. */
async function framesOf(chime: ChimeName): Promise<Buffer[]> {
  const file = createReadStream(join(import.meta.dirname, 'chimes', `${chime}.ogg`));
  return Array.fromAsync(createAudioResource(file, { inputType: StreamType.OggOpus }).playStream);
}

describe('RM-16: a chime', () => {
  test('sounds frame by frame as its file has it, end-to-end encryption offered, and the bot leaves', async () => {
    const at = await peopled('Focus');
    await ring(at, 'focus');
    await left(at);
    const heard = await guest(at, ({ isGone }) => isGone);
    const frames = await framesOf('focus');
    expect(frames.length).toBeGreaterThan(50);
    expect(heard.frames.slice(0, frames.length)).toEqual(frames);
    const rest = heard.frames.slice(frames.length);
    expect(rest.length).toBeGreaterThanOrEqual(3);
    expect(rest.every((frame) => frame.equals(silence))).toBe(true);
    expect(heard.sequences).toEqual(heard.frames.map((_, index) => ((heard.sequences[0] ?? 0) + index) % 65_536));
    expect(heard.speaking).toEqual([true, false]);
    expect(heard.maxDave).toBeGreaterThanOrEqual(1);
    expect(heard.heartbeats).toBeGreaterThan(2);
    expect(heard.acknowledged).toBe(1);
    expect(moves(at)[0]).toMatchObject({ channelId: at.channel.id, isDeaf: true });
  });

  test('follows another over the same connection, in the other encryption too', async () => {
    voice.conduct.modes = ['aead_xchacha20_poly1305_rtpsize'];
    const at = await peopled('Both');
    await ring(at, 'break');
    await guest(at, ({ frames }) => frames.length > 5);
    await ring(at, 'stop');
    await left(at);
    expect(channels(at)).toEqual([at.channel.id, null]);
    const heard = await guest(at);
    const sounds = heard.frames.filter((frame) => !frame.equals(silence));
    expect(sounds).toEqual([...(await framesOf('break')), ...(await framesOf('stop'))]);
  });

  test('is for people: where only the bot is left, it plays no more', async () => {
    const at = await peopled('Alone');
    await ring(at, 'focus');
    await guest(at, ({ frames }) => frames.length > 5);
    at.ana.speaksIn(at.guild, null);
    await expect.poll(async () => (await attendance(at))[0]?.endedAt ?? null).not.toBeNull();
    await ring(at, 'break');
    await left(at);
    const sounds = (await guest(at)).frames.filter((frame) => !frame.equals(silence));
    expect(sounds).toEqual(await framesOf('focus'));
  });

  test('brings nobody in where nobody is, nor when it is late, nor where the room has no voice channel', async () => {
    const empty = await place('Empty');
    const late = await peopled('Late');
    await ring(empty, 'focus');
    await ring(late, 'focus', 5_001);
    const ana = await core.newcomer('Ada');
    const room = await (await ana.api()).rooms.createRoom({ title: 'In a browser' });
    await ring({ ...empty, roomId: room.id }, 'focus');
    const other = await peopled('Then');
    await ring(other, 'stop');
    await guest(other);
    expect([...channels(empty), ...channels(late)]).toEqual([]);
    await left(other);
  });

  test('of two rooms of a server sounds in one after the other', async () => {
    const one = await peopled('First');
    const bo = on.discord.person({ name: 'Bo' });
    await bo.says(one.guild, 'room create', { title: 'Second' }).answer();
    const { id: roomId, voiceChannelId } = await core.services.database.prisma.learningRoom.findFirstOrThrow({
      where: { title: 'Second' },
    });
    const channel = one.guild.channels.find(({ id }) => id === voiceChannelId) ?? one.channel;
    const two = { ...one, roomId, channel };
    bo.speaksIn(one.guild, channel);
    await expect.poll(() => attendance(two), { timeout: 10_000 }).toHaveLength(1);
    await ring(one, 'stop');
    await ring(two, 'stop');
    await eventually(
      on.discord.world,
      () => (channels(one).length === 4 ? true : null),
      () => 'both to be left',
    );
    expect(channels(one)).toEqual([one.channel.id, null, channel.id, null]);
  });
});

describe('a voice connection that fails leaves nobody behind', () => {
  const conduct = (given: Partial<Conduct>) => () => void Object.assign(voice.conduct, given);
  const endpoint = (given: string | null) => () =>
    void Object.assign(on.discord.world.voiceServer, { endpoint: given });
  const channelWith =
    (given: Partial<ChannelState>) =>
    ({ channel }: Place) =>
      void Object.assign(channel, given);
  const ways: [string, (at: Place) => void][] = [
    ['never answers', conduct({ isSilent: true })],
    ['wants another encryption (4017)', conduct({ closesWith: 4_017 })],
    ['puts the bot out (4014)', conduct({ closesWith: 4_014 })],
    ['shares no keys', conduct({ dave: 1 })],
    ['shares keys that are none', conduct({ dave: 1, binary: Buffer.from([0, 2, 25, 1, 2, 3]) })],
    ['offers no encryption that there is', conduct({ modes: ['plain'] })],
    ['is away', endpoint(null)],
    ['has no address that is one', endpoint('no address')],
    ['cannot be reached', endpoint('127.0.0.1:9')],
    ['may not be entered', channelWith({ denied: enter })],
    ['is silent for the bot', channelWith({ denied: speak })],
    ['is full', channelWith({ voice: { userLimit: 1, overwrites: [] } })],
  ];
  test.each(ways)('where it %s', async (name, prepare) => {
    const at = await peopled(name);
    prepare(at);
    await ring(at, 'focus');
    await left(at);
    expect(voice.guests.filter(({ serverId }) => serverId === at.guild.id).flatMap(({ frames }) => frames)).toEqual([]);
  });

  test('where the channel goes in the middle of it', async () => {
    const at = await peopled('Gone');
    await ring(at, 'focus');
    await guest(at, ({ frames }) => frames.length > 5);
    const { guild } = at;
    on.discord.removeChannel(at.channel);
    guild.voiceStates.delete(on.discord.clientId);
    const state = { guild_id: guild.id, user_id: on.discord.clientId, session_id: 'x', channel_id: null };
    on.discord.gateway.dispatch('VOICE_STATE_UPDATE', state, guild.id);
    const { frames } = await guest(at, ({ isGone }) => isGone);
    expect(frames.length).toBeLessThan((await framesOf('focus')).length);
    await left(at);
  });

  test('where its socket breaks the session is gone on with, and the chime too', async () => {
    const at = await peopled('Broken');
    await ring(at, 'focus');
    await guest(at, ({ frames }) => frames.length > 5);
    voice.disconnect(4_015);
    await guest(at, ({ resumes, frames }) => resumes === 1 && frames.at(-1)?.equals(silence) === true);
    await left(at);
  });

  test('where it is let in after it has given up', async () => {
    const at = await peopled('Slow');
    const { guild, channel } = at;
    const state = { guild_id: guild.id, user_id: on.discord.clientId, session_id: 'x', channel_id: channel.id };
    guild.voiceStates.set(on.discord.clientId, channel.id);
    on.discord.gateway.dispatch('VOICE_STATE_UPDATE', state, guild.id);
    await left(at);
  });

  test('where the gateway breaks it is told afterwards', async () => {
    const at = await peopled('Away');
    await ring(at, 'stop');
    await guest(at, ({ frames }) => frames.length > 5);
    const { resumes } = on.discord.gateway.counts;
    on.discord.gateway.disconnect('reset');
    await left(at);
    expect(on.discord.gateway.counts.resumes).toBe(resumes + 1);
  });

  test('where the gateway breaks as it leaves', async () => {
    const at = await peopled('Torn');
    await ring(at, 'stop');
    await guest(at, ({ frames }) => frames.length > 5);
    on.discord.gateway.disconnect('reset');
    voice.disconnect(4_014);
    await left(at);
  });

  test('where the bot stops in the middle of it, and the next process plays on', async () => {
    const at = await peopled('Restart');
    await ring(at, 'focus');
    await guest(at, ({ frames }) => frames.length > 5);
    await on.bot.close();
    expect(channels(at)).toEqual([at.channel.id, null]);
    const next = on.start();
    await next.connected;
    const again = await peopled('After');
    await ring(again, 'stop');
    await left(again);
    expect((await guest(again)).frames.length).toBeGreaterThan(50);
  });
});

test('RM-16: of several processes the one that has the guild’s shard comes in', async () => {
  const discord = await startDiscord();
  discord.world.voiceServer = { endpoint: voice.endpoint, token: voice.token };
  const { token, clientId, apiUrl } = discord;
  const bots = [0, 1].map((shard) =>
    openDiscord(
      core,
      { token, clientId, clientSecret: null, apiUrl, shards: { from: shard, to: shard, total: 2 } },
      { openEveryMs: 1, ...options },
    ),
  );
  await Promise.all(bots.map(({ connected }) => connected));
  const guild = discord.guild({ name: 'Sharded', channels: ['Tea'] });
  const [channel] = guild.channels;
  if (!channel) throw new Error('no channel');
  channel.voice = { userLimit: 0, overwrites: [] };
  discord.person({ name: 'Ana' }).speaksIn(guild, channel);
  const moved = discord.world.botVoice;
  // Heard of by both, as Redis tells everybody; rung until the shard has heard of who is there.
  await expect
    .poll(async () => {
      const at = core.clock.now().epochMilliseconds;
      await core.services.realtime.ring({ chime: 'stop', roomId: 1, serverId: guild.id, channelId: channel.id, at });
      return moved.length;
    })
    .toBeGreaterThan(0);
  await eventually(
    discord.world,
    () => (moved.at(-1)?.channelId === null ? true : null),
    () => 'the bot to leave',
  );
  const own = (BigInt(guild.id) >> 22n) % 2n;
  expect(moved).toMatchObject([
    { channelId: channel.id, shard: Number(own) },
    { channelId: null, shard: Number(own) },
  ]);
  await Promise.all(bots.map((bot) => bot.close()));
  await discord.close();
});
