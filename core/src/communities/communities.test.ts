import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { refusalCode } from '../../../test/refusal.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const system = () => core.as({ kind: 'system', name: 'test' });
const guild = { platform: 'discord', externalId: 'g1', name: 'Guild' } as const;

/** Somebody says something in a community. */
async function speaks(name: string, externalId: string, isOrganiser: boolean) {
  const said = await system().auth.identify({
    platform: 'discord',
    externalId: `d-${name}`,
    handle: name,
    displayName: name,
    community: { externalId, name: externalId, isOrganiser },
  });
  return { ...said, communityId: said.communityId ?? 0, api: core.as(await core.actor(said.userId, 'discord')) };
}
const membership = (userId: number, communityId: number) =>
  core.services.database.prisma.membership.findUnique({ where: { communityId_userId: { communityId, userId } } });

describe('a community', () => {
  test('arrives once, learns a new name, and comes back with the settings it had', async () => {
    const first = await system().communities.arrive(guild);
    expect(first.isNew).toBe(true);
    expect(await system().communities.arrive({ ...guild, name: 'Renamed' })).toEqual({ ...first, isNew: false });
    const ana = await speaks('ana', guild.externalId, true);
    await ana.api.communities.updateSetup({ communityId: first.communityId, timezone: 'Asia/Tokyo' });
    await system().communities.leave(guild);
    await system().communities.leave({ ...guild, externalId: 'never seen' });
    expect(await system().communities.arrive(guild)).toEqual({ ...first, isNew: true });
    expect((await ana.api.communities.getSetup(first)).timezone).toBe('Asia/Tokyo');
  });

  test('that nobody announced is known from who speaks in it', async () => {
    const bo = await speaks('bo', 'unannounced', false);
    expect(await membership(bo.userId, bo.communityId)).toMatchObject({ role: 'member', leftAt: null });
    const promoted = await speaks('bo', 'unannounced', true);
    expect(promoted.communityId).toBe(bo.communityId);
    expect(await membership(bo.userId, bo.communityId)).toMatchObject({ role: 'organiser' });
  });

  test('knows somebody who speaks twice at once once', async () => {
    const both = await Promise.all([speaks('cai', 'busy', false), speaks('cai', 'busy', false)]);
    expect(new Set(both.map(({ userId }) => userId)).size).toBe(1);
    expect(new Set(both.map(({ communityId }) => communityId)).size).toBe(1);
  });
});

describe('setting up', () => {
  test('is for organisers: not for members, not for those of another community, not for those who were one', async () => {
    const ana = await speaks('ana', 'mine', true);
    const dee = await speaks('dee', 'mine', false);
    const eli = await speaks('eli', 'theirs', true);
    for (const { api } of [dee, eli]) {
      expect(await refusalCode(api.communities.getSetup(ana))).toBe('not_organiser');
      expect(await refusalCode(api.communities.updateSetup({ ...ana, matchScope: 'community' }))).toBe('not_organiser');
    }
    const demoted = await speaks('ana', 'mine', false);
    expect(await refusalCode(demoted.api.communities.getSetup(ana))).toBe('not_organiser');
  });

  test('counts what was done or skipped, and takes a channel away again', async () => {
    const { api, communityId } = await speaks('fay', 'fresh', true);
    const update = (given: object) => api.communities.updateSetup({ communityId, ...given });
    expect(await api.communities.getSetup({ communityId })).toMatchObject({
      announcementChannelId: null,
      matchScope: 'community',
      done: [],
    });
    expect((await update({ skip: 'language' })).done).toEqual(['language']);
    expect(await update({ announcementChannelId: 'c1', matchScope: 'network' })).toMatchObject({
      announcementChannelId: 'c1',
      matchScope: 'network',
      done: ['channel', 'scope', 'language'],
    });
    expect((await update({ announcementChannelId: null })).announcementChannelId).toBeNull();
    expect(await refusalCode(update({ timezone: 'Mars/Base' }))).toBe('time_zone_unknown');
    expect((await update({ timezone: 'Europe/Lisbon' })).done).toHaveLength(4);
  });
});
