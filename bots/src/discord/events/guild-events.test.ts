import type { Job } from '@echochat/core/platform/jobs/job.ts';
import { advanceSessions } from '@echochat/core/sessions/advance-sessions.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { type RunningBot, startBot } from '../../../test/discord/bot.ts';
import { snowflake } from '../../../test/discord/ids.ts';
import type { GuildState, ScheduledEventState } from '../../../test/discord/world.ts';

let core: TestCore;
let on: RunningBot;
let guild: GuildState;
let ana: Person;
let job: Job | undefined;
beforeAll(async () => {
  core = await openTestCore();
  on = await startBot(core, { limits: { perSecond: 1_000, perChannel: 5, channelMs: 5_000 } });
  job = on.bot.jobs.find(({ name }) => name === 'discord.events');
});
afterAll(async () => {
  await on.close();
  await core.close();
});

let people = 0;
const system = () => core.as({ kind: 'system', name: 'test' });
/** Somebody's word in a guild makes them a member of it. */
async function member(name: string, of: GuildState): Promise<Person> {
  people += 1;
  const handle = `${name}${people}`;
  const made = await core.newcomer(name, handle);
  const community = { externalId: of.id, name: of.name, isOrganiser: false };
  const known = { platform: 'discord', externalId: snowflake(), handle, displayName: name, community } as const;
  const { userId } = await system().auth.identify(known);
  await core.services.database.prisma.membership.updateMany({ where: { userId }, data: { userId: made.userId } });
  return made;
}
async function newGuild(isOpen = true): Promise<GuildState> {
  const made = on.discord.guild({ name: 'Strings' });
  await system().communities.arrive({ platform: 'discord', externalId: made.id, name: 'Strings', locale: 'en' });
  if (isOpen) await announces(made, 'c1');
  return made;
}
const announces = (of: GuildState, announcementChannelId: string | null) =>
  core.services.database.prisma.community.updateMany({
    where: { externalId: of.id },
    data: { announcementChannelId },
  });
beforeEach(async () => {
  const { prisma } = core.services.database;
  await prisma.scheduledSession.deleteMany();
  await prisma.sessionSeries.deleteMany();
  guild = await newGuild();
  ana = await member('Ana', guild);
  on.discord.requests.length = 0;
});

const inHours = (hours: number) => new Date(core.clock.now().add({ hours }).epochMilliseconds);
const sessions = async (who: Person) => (await who.api()).sessions;
const plan = async (given: object = {}) =>
  (await sessions(ana)).createSession({ title: 'Chords', scheduledAt: inHours(48), ...given });
/** Sessions past a plan's day, an hour apart. */
const many = (count: number, first: number) =>
  core.services.database.prisma.scheduledSession.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      title: `Nº ${first + index}`,
      hostId: ana.userId,
      isPublic: true,
      scheduledAt: inHours(first + index),
      duration: 60,
    })),
  });
const beat = async () => job?.run({}, core.services);
/** What was written to Discord since the last time. */
const written = (): string[] =>
  on.discord.requests
    .splice(0)
    .filter((request) => request.includes('scheduled-events') && !request.startsWith('GET'))
    .map((request) => request.split(' ')[0] ?? '');
const mirrors = () => core.services.database.prisma.sessionMirror.findMany();
const names = (of = guild) => of.events.map(({ name }) => name);

describe('SE-16: a public session of a member', () => {
  test('is an event, once, that says when it is and how to come', async () => {
    const title = `${'👩‍👩‍👧'.repeat(20)} chords`;
    await plan({ title, description: 'x'.repeat(2_000), duration: 90 });
    await beat();
    await beat();
    expect(written()).toEqual(['POST']);
    const [event] = guild.events;
    expect(event).toMatchObject({
      location: 'EchoChat',
      startsAt: '2027-03-03T09:00:00Z',
      endsAt: '2027-03-03T10:30:00Z',
    });
    expect(event?.name.length).toBeLessThanOrEqual(100);
    expect(event?.description.length).toBeLessThanOrEqual(1_000);
    expect(event?.description).toContain('…\n\nLed by Ana. To come along, type `/session` here and say yes.');
  });

  test('is moved as it moves, and taken away when it is cancelled or not public any more', async () => {
    const { id } = await plan();
    const other = await plan({ title: 'Scales', scheduledAt: inHours(50) });
    await beat();
    await (await sessions(ana)).rescheduleSession({ sessionId: id, scheduledAt: inHours(30), duration: 45 });
    await beat();
    expect(guild.events[0]).toMatchObject({ startsAt: '2027-03-02T15:00:00Z', endsAt: '2027-03-02T15:45:00Z' });
    await (await sessions(ana)).cancelSession({ sessionId: id });
    await core.services.database.prisma.scheduledSession.update({ where: { id: other.id }, data: { isPublic: false } });
    await beat();
    await beat();
    expect([guild.events, await mirrors()]).toEqual([[], []]);
    expect(written()).toEqual(['POST', 'POST', 'PATCH', 'DELETE', 'DELETE']);
  });

  test('that begins is left to end by itself', async () => {
    await plan({ scheduledAt: inHours(1), meetingLink: 'https://example.org' });
    await beat();
    core.clock.advance({ hours: 1 });
    await advanceSessions(core.services);
    await beat();
    await beat();
    expect([names(), await mirrors(), written()]).toEqual([['Chords'], [], ['POST']]);
  });

  test('of a series is the next one alone', async () => {
    await plan({ scheduledAt: inHours(1), repeat: { every: 'week', count: 3 } });
    await beat();
    expect(guild.events.map(({ startsAt }) => startsAt)).toEqual([inHours(1).toISOString().replace('.000', '')]);
    core.clock.advance({ hours: 1 });
    await advanceSessions(core.services);
    await beat();
    expect(guild.events.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(['2027-03-01', '2027-03-08']);
  });

  test('is nowhere else: not of strangers, not where nothing is announced, not where the host has left', async () => {
    const quiet = await newGuild(false);
    const left = await newGuild();
    const prisma = core.services.database.prisma;
    for (const each of [quiet, left]) {
      const { id: communityId } = await prisma.community.findFirstOrThrow({ where: { externalId: each.id } });
      const leftAt = each === left ? new Date() : null;
      await prisma.membership.create({ data: { userId: ana.userId, communityId, leftAt } });
    }
    const others = await newGuild();
    await plan();
    await plan({ title: 'For two', isPublic: false, scheduledAt: inHours(60) });
    await beat();
    expect([guild, quiet, left, others].map(({ events }) => events.length)).toEqual([1, 0, 0, 0]);
    await announces(quiet, 'c1');
    await announces(guild, null);
    await beat();
    expect([guild, quiet].map(({ events }) => events.length)).toEqual([0, 1]);
  });
});

describe('SE-16: what goes wrong', () => {
  test('an event that somebody took away is not made again, whether it moves or not', async () => {
    const { id } = await plan();
    await beat();
    guild.events.splice(0);
    await (await sessions(ana)).rescheduleSession({ sessionId: id, scheduledAt: inHours(30) });
    for (let beats = 0; beats < 3; beats += 1) await beat();
    expect([guild.events, written()]).toEqual([[], ['POST']]);
    expect(await mirrors()).toMatchObject([{ sessionId: id, eventId: null }]);
  });

  test('one that is taken away in the same moment is mourned too', async () => {
    const { id } = await plan();
    await beat();
    await (await sessions(ana)).rescheduleSession({ sessionId: id, scheduledAt: inHours(30) });
    on.discord.fault({
      match: /PATCH .*scheduled-events/,
      kind: 404,
      times: 1,
      body: { message: 'Unknown', code: 10_070 },
    });
    for (let beats = 0; beats < 3; beats += 1) await beat();
    on.discord.clearFaults();
    expect(written()).toEqual(['POST', 'PATCH']);
  });

  test('a server that does not let us is left in peace for six hours, then asked again', async () => {
    guild.mayCreateEvents = false;
    const warned = vi.spyOn(core.services.log, 'warn');
    await plan();
    for (let beats = 0; beats < 5; beats += 1) await beat();
    expect(on.discord.requests.splice(0).filter((request) => request.includes('scheduled-events'))).toHaveLength(2);
    expect(warned).toHaveBeenCalledOnce();
    core.clock.advance({ hours: 6 });
    await beat();
    expect(written()).toEqual(['POST']);
    expect(warned).toHaveBeenCalledOnce();
    warned.mockRestore();
    guild.mayCreateEvents = true;
    core.clock.advance({ hours: 6 });
    await beat();
    expect(names()).toEqual(['Chords']);
    core.clock.advance({ hours: -12 });
  });

  test('what Discord refuses for what it is is not tried again; others are made', async () => {
    await plan({ title: 'Refused' });
    await plan({ title: 'Fine', scheduledAt: inHours(60) });
    on.discord.fault({
      match: /POST .*scheduled-events/,
      kind: 400,
      times: 1,
      body: { message: 'Invalid', code: 50_035 },
    });
    for (let beats = 0; beats < 3; beats += 1) await beat();
    on.discord.clearFaults();
    expect([names(), written()]).toEqual([['Fine'], ['POST', 'POST']]);
  });

  test('one whose answer was lost is found again, not made twice', async () => {
    await plan();
    on.discord.fault({ match: /POST .*scheduled-events/, kind: 'lost', times: 1 });
    await beat();
    await beat();
    on.discord.clearFaults();
    expect(names()).toEqual(['Chords']);
    expect(await mirrors()).toMatchObject([{ eventId: guild.events[0]?.id }]);
  });

  test('events that nothing is known of are ours alone to take away', async () => {
    const given = {
      name: 'Old',
      description: '',
      location: 'x',
      startsAt: '2027-05-01T00:00:00Z',
      endsAt: '2027-05-01T01:00:00Z',
    };
    const event = (creatorId: string): ScheduledEventState => ({ id: snowflake(), creatorId, status: 1, ...given });
    guild.events.push(event(on.discord.clientId), event('somebody'));
    await plan();
    await beat();
    expect(guild.events.map(({ name, creatorId }) => [name, creatorId === 'somebody'])).toEqual([
      ['Old', true],
      ['Chords', false],
    ]);
  });

  test('of more than fit the nearest are there, beside those of others; the rest follow as places get free', async () => {
    for (let each = 0; each < 90; each += 1)
      guild.events.push({
        id: snowflake(),
        creatorId: 'somebody',
        name: 'Theirs',
        description: '',
        location: 'x',
        startsAt: '2027-05-01T00:00:00Z',
        endsAt: '2027-05-01T01:00:00Z',
        status: 1,
      });
    const ours = () => guild.events.filter(({ creatorId }) => creatorId !== 'somebody').map(({ name }) => name);
    await many(12, 20);
    await beat();
    expect(ours()).toEqual(Array.from({ length: 10 }, (_, index) => `Nº ${20 + index}`));
    await many(1, 10);
    await beat();
    expect(ours().toSorted()).toEqual(['Nº 10', ...Array.from({ length: 9 }, (_, index) => `Nº ${20 + index}`)]);
    guild.events.splice(0, 1);
    await beat();
    expect(ours()).toContain('Nº 29');
    expect(guild.events.length).toBe(100);
  });

  test('a server that EchoChat was taken out of is forgotten', async () => {
    await plan();
    await beat();
    await system().communities.leave({ platform: 'discord', externalId: guild.id });
    on.discord.requests.length = 0;
    await beat();
    expect([await mirrors(), on.discord.requests]).toEqual([[], []]);
  });
});
