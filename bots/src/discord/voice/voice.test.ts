import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { type RunningBot, startBot } from '../../../test/discord/bot.ts';
import type { SeenMessage } from '../../../test/discord/seen.ts';
import { type ChannelState, eventually, type GuildState } from '../../../test/discord/world.ts';

let core: TestCore;
let on: RunningBot;
let worker: Awaited<ReturnType<TestCore['startWorker']>>;
beforeAll(async () => {
  core = await openTestCore();
  on = await startBot(core, { voiceBeatMs: 100 });
  worker = await core.startWorker({ jobs: on.bot.jobs });
});
afterAll(async () => {
  await worker.stop();
  await on.close();
  await core.close();
});

const enter = (1n << 10n) | (1n << 20n);
const prisma = () => core.services.database.prisma;
const roomOf = (title: string) => prisma().learningRoom.findFirstOrThrow({ where: { title } });
const linkOf = (message: SeenMessage) => message.links.find(({ label }) => label === 'Join voice')?.url;

/** The voice channel that a card leads to. */
function channelOf(guild: GuildState, message: SeenMessage): ChannelState {
  const id = linkOf(message)?.split('/').at(-1);
  const channel = guild.channels.find((one) => one.id === id);
  if (!channel) throw new Error(`no voice channel, but: ${message.text}`);
  return channel;
}
const changed = <T>(find: () => T | null | undefined | false, what: string) =>
  eventually(
    on.discord.world,
    () => find() || null,
    () => what,
  );
const overwrite = (channel: ChannelState, id: string) => channel.voice?.overwrites.find((one) => one.id === id);
const minutesOf = async (roomId: number, discordId: string) => {
  const rows = await prisma().roomAttendance.findMany({
    where: { roomId, source: 'voice', user: { identities: { some: { externalId: discordId } } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ startedAt, seenAt, endedAt }) => ({
    minutes: Math.round((seenAt.getTime() - startedAt.getTime()) / 60_000),
    isOpen: endedAt === null,
  }));
};

describe('a room on Discord', () => {
  test('has a voice channel for all, one alone, that goes with the room', async () => {
    const guild = on.discord.guild({ name: 'Strings' });
    const ana = on.discord.person({ name: 'Ana' });
    const bo = on.discord.person({ name: 'Bo' });
    const made = await ana.says(guild, 'room create', { title: 'Scales', seats: 4 }).answer();
    const channel = channelOf(guild, made);
    expect(channel).toMatchObject({ name: 'Scales', voice: { userLimit: 4, overwrites: [] } });
    const { id } = await roomOf('Scales');
    const [joined, again] = await Promise.all([
      bo.says(guild, 'room join', { room: String(id) }).answer(),
      ana.says(guild, 'room join', { room: String(id) }).answer(),
    ]);
    expect([linkOf(joined), linkOf(again)]).toEqual([linkOf(made), linkOf(made)]);
    await ana.says(guild, 'room end', { room: String(id) }).answer();
    await changed(() => channel.isGone, 'the channel to go');
    await expect.poll(async () => (await roomOf('Scales')).voiceChannelId).toBeNull();
    const reopened = await ana.says(guild, 'room reopen', { room: String(id) }).answer();
    expect(channelOf(guild, reopened).id).not.toBe(channel.id);
  });

  test('that is private is seen by who is invited alone, and who is removed is put out', async () => {
    const guild = on.discord.guild({ name: 'Quiet' });
    const [ana, bo] = [on.discord.person({ name: 'Ada' }), on.discord.person({ name: 'Ben' })];
    await bo.says(guild, 'help').answer();
    const made = await ana.says(guild, 'room create', { title: 'Secret', private: true }).answer();
    const channel = channelOf(guild, made);
    expect(BigInt(overwrite(channel, guild.id)?.deny ?? 0) & enter).toBe(enter);
    expect(BigInt(overwrite(channel, ana.id)?.allow ?? 0) & enter).toBe(enter);
    expect(overwrite(channel, bo.id)).toBeUndefined();
    const { id } = await roomOf('Secret');
    await ana.says(guild, 'room invite', { room: String(id), person: bo }).answer();
    await changed(() => overwrite(channel, bo.id)?.allow, 'Ben to be let in');
    // In the room by the page's own way.
    const { userId } = await prisma().identity.findFirstOrThrow({ where: { externalId: bo.id } });
    await core.as(await core.actor(userId, 'discord')).rooms.joinRoom({ roomId: id });
    bo.speaksIn(guild, channel);
    const ask = await ana.says(guild, 'room settings', { room: String(id), person: bo, role: 'removed' }).answer();
    await ana.presses(ask, `Remove ${bo.name}`, guild).answer();
    await changed(() => BigInt(overwrite(channel, bo.id)?.deny ?? 0) === enter, 'Ben to be shut out');
    await changed(() => !guild.voiceStates.has(bo.id), 'Ben to be put out');
  });

  test('shuts out who is blocked by its owner, at once, and lets them in again with the block taken back', async () => {
    const guild = on.discord.guild({ name: 'Apart' });
    const [ana, bo] = [on.discord.person({ name: 'Amy' }), on.discord.person({ name: 'Bob' })];
    await bo.says(guild, 'help').answer();
    const made = await ana.says(guild, 'room create', { title: 'Duet', private: true }).answer();
    const channel = channelOf(guild, made);
    // It was made for who may be in it, so there was nothing to write after.
    expect(channel.voice?.changes).toBeUndefined();
    const { id } = await roomOf('Duet');
    await ana.says(guild, 'room invite', { room: String(id), person: bo }).answer();
    await changed(() => overwrite(channel, bo.id)?.allow, 'Bob to be let in');
    const { userId } = await prisma().identity.findFirstOrThrow({ where: { externalId: bo.id } });
    await core.as(await core.actor(userId, 'discord')).rooms.joinRoom({ roomId: id });
    bo.speaksIn(guild, channel);
    await ana.says(guild, 'block', { person: bo }).answer();
    await changed(() => BigInt(overwrite(channel, bo.id)?.deny ?? 0) === enter, 'Bob to be shut out');
    await changed(() => !guild.voiceStates.has(bo.id), 'Bob to be put out');
    const isKnown = (changes = channel.voice?.changes) =>
      changes?.every((fields) => fields.includes('permission_overwrites'));
    expect(isKnown()).toBe(true);
    const before = channel.voice?.changes?.length;
    await ana.says(guild, 'room join', { room: String(id) }).answer();
    expect(channel.voice?.changes).toHaveLength(before ?? -1);
    const { userId: anaId } = await prisma().identity.findFirstOrThrow({ where: { externalId: ana.id } });
    await core.as(await core.actor(anaId, 'discord')).safety.unblock({ person: { userId } });
    await core.as(await core.actor(anaId, 'discord')).safety.unblock({
      person: { platform: 'discord', workspaceId: '', externalId: bo.id },
    });
    await changed(() => overwrite(channel, bo.id)?.allow !== '0', 'Bob to be let in again');
  });

  test('says that who may be in its channel cannot be changed, and puts out who was removed all the same', async () => {
    const guild = on.discord.guild({ name: 'Unguarded' });
    const [ana, bo] = [on.discord.person({ name: 'Ava' }), on.discord.person({ name: 'Ben' })];
    await bo.says(guild, 'help').answer();
    const made = await ana.says(guild, 'room create', { title: 'Trust', private: true }).answer();
    const channel = channelOf(guild, made);
    guild.mayManageRoles = false;
    const { id } = await roomOf('Trust');
    const { userId } = await prisma().identity.findFirstOrThrow({ where: { externalId: bo.id } });
    await ana.says(guild, 'room invite', { room: String(id), person: bo }).answer();
    await core.as(await core.actor(userId, 'discord')).rooms.joinRoom({ roomId: id });
    bo.speaksIn(guild, channel);
    const again = await ana.says(guild, 'room join', { room: String(id) }).answer();
    expect(again.text).toContain('Manage Roles');
    expect(linkOf(again)).toBe(linkOf(made));
    const ask = await ana.says(guild, 'room settings', { room: String(id), person: bo, role: 'removed' }).answer();
    await ana.presses(ask, `Remove ${bo.name}`, guild).answer();
    await changed(() => !guild.voiceStates.has(bo.id), 'Ben to be put out');
    expect(overwrite(channel, bo.id)).toBeUndefined();
  });

  test('says what is missing where EchoChat may not make channels, and still opens', async () => {
    const guild = on.discord.guild({ name: 'Locked' });
    guild.mayManageChannels = false;
    const cai = on.discord.person({ name: 'Cai' });
    const made = await cai.says(guild, 'room create', { title: 'Voiceless' }).answer();
    expect(made.text).toContain('Manage Channels');
    expect(made.links.map(({ label }) => label)).toEqual(['Open the room']);
  });

  test('gets another channel where somebody took the first away', async () => {
    const guild = on.discord.guild({ name: 'Tidy' });
    const dee = on.discord.person({ name: 'Dee' });
    const first = channelOf(guild, await dee.says(guild, 'room create', { title: 'Again' }).answer());
    on.discord.removeChannel(first);
    const { id } = await roomOf('Again');
    const second = channelOf(guild, await dee.says(guild, 'room join', { room: String(id) }).answer());
    expect(second.id).not.toBe(first.id);
  });
});

describe('attendance', () => {
  test('is counted from voice states, and goes on over a restart of the bot', async () => {
    const guild = on.discord.guild({ name: 'Choir' });
    const [eli, fay, gus] = ['Eli', 'Fay', 'Gus'].map((name) => on.discord.person({ name })) as [
      ReturnType<typeof on.discord.person>,
      ReturnType<typeof on.discord.person>,
      ReturnType<typeof on.discord.person>,
    ];
    await fay.says(guild, 'help').answer();
    await gus.says(guild, 'help').answer();
    const made = await eli.says(guild, 'room create', { title: 'Song' }).answer();
    const channel = channelOf(guild, made);
    const { id } = await roomOf('Song');
    eli.speaksIn(guild, channel);
    fay.speaksIn(guild, channel);
    await expect.poll(() => minutesOf(id, fay.id)).toEqual([{ minutes: 0, isOpen: true }]);
    core.clock.advance({ minutes: 1 });
    fay.speaksIn(guild, null);
    await expect.poll(() => minutesOf(id, fay.id)).toEqual([{ minutes: 1, isOpen: false }]);

    await on.bot.close();
    core.clock.advance({ minutes: 5 });
    gus.speaksIn(guild, channel);
    const next = on.start();
    await next.connected;
    await expect.poll(() => minutesOf(id, eli.id)).toEqual([{ minutes: 6, isOpen: true }]);
    await expect.poll(() => minutesOf(id, gus.id)).toEqual([{ minutes: 0, isOpen: true }]);
    expect(await minutesOf(id, fay.id)).toEqual([{ minutes: 1, isOpen: false }]);
    expect(on.discord.gateway.counts.resumes).toBeGreaterThan(0);
    eli.speaksIn(guild, null);
    await expect.poll(() => minutesOf(id, eli.id)).toEqual([{ minutes: 6, isOpen: false }]);
    await next.close();

    // Somebody took the channel away while nobody listened.
    channel.isGone = true;
    const last = on.start();
    await last.connected;
    await expect.poll(async () => (await roomOf('Song')).voiceChannelId).toBeNull();
  });
});
