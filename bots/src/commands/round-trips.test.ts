import { randomUUID } from 'node:crypto';
import { openReception, type Speaker } from '@echochat/bots/commands/reception.ts';
import type { NoticeKind, NoticePayload } from '@echochat/core/notifications/notice-view.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { matchRow, partnershipRow } from '../../../test/rows.ts';
import { openWorld, type World } from '../../../test/visibility/world.ts';
import { countRoundTrips } from '../../test/round-trips.ts';
import { cardOf } from '../../test/story.ts';

let core: TestCore;
let world: World;
let mia: Speaker;
beforeAll(async () => {
  core = await openTestCore();
  world = await openWorld(core);
  mia = await onSlack();
  await addMore();
  // Connections are there, and the skill tree, as in a process that has run for a minute.
  await Promise.all(Array.from({ length: 10 }, () => core.services.database.pool.query('SELECT 1')));
  await answer('/skills list');
});
afterAll(() => core.close());

const answer = (line: string) => openReception(core).answer(mia, { kind: 'line', line });

/**
 * Who speaks is one round trip: identity, account, plan and community. What a list shows is read at once, and what its
 * reader may see of it is asked of all of it together.
 */
describe('a list asks the database, one thing behind another, at most', () => {
  it.each([
    ['/skills list', 2, 'Guitar'],
    ['/goals list', 2, 'Play a song'],
    ['/settings', 2, ''],
    ['/profile view', 2, 'Mia'],
    ['/echo', 3, 'Mia'],
    ['/match list', 3, 'Ana'],
    ['/match partners', 3, 'Ana'],
    ['/session mine', 3, 'zyxprivatesession'],
    ['/session upcoming', 3, 'zyxpublicsession'],
    ['/room list', 3, 'zyxpublicroom'],
    ['/room mine', 3, 'zyxprivateroom'],
    ['/inbox', 3, 'zyxpoll'],
    ['/blocks', 2, ''],
    ['/discover mentors', 2, ''],
    ['/discover suggestions', 3, ''],
    ['/help', 1, ''],
  ])('%s %i times', async (line, most, shown) => {
    const { value, rounds } = await countRoundTrips(() => answer(line));
    expect(JSON.stringify(cardOf(value))).toContain(shown);
    expect(cardOf(value).tone).not.toBe('trouble');
    expect(
      rounds.map((texts) => texts.map(briefly)),
      `${rounds.length} round trips`,
    ).toHaveLength(most);
  });
});

const briefly = (text: string) =>
  text
    .replace(/"/g, '')
    .replace(/\s+/g, ' ')
    .replace(/.*? FROM public\.(\w+).*/, '$1')
    .slice(0, 60);

/** Mia's first word on Slack, where her community is. */
async function onSlack(): Promise<Speaker> {
  const { prisma } = core.services.database;
  const { externalId } = await prisma.community.findUniqueOrThrow({ where: { id: world.communityId } });
  const person = { externalId: 'U1', handle: 'mia', displayName: 'Mia' };
  const lastSeenAt = new Date(core.clock.now().epochMilliseconds);
  await prisma.identity.create({
    data: { platform: 'slack', workspaceId: externalId, userId: world.mia.userId, lastSeenAt, ...person },
  });
  const community = { externalId, name: 'Zyx', isOrganiser: false, permissions: null };
  return { platform: 'slack', workspaceId: externalId, locale: 'en', ...person, community };
}

/** Of everything more than one, and notifications of all that they may name. */
async function addMore(): Promise<void> {
  const { prisma } = core.services.database;
  const { ana, mia, publicRoomId, privateSessionId, pollId, communityId } = world;
  const { userId } = mia;
  const createdAt = new Date(core.clock.now().epochMilliseconds);
  await prisma.learningGoal.createMany({ data: ['Play a song', 'Read notes'].map((title) => ({ title, userId })) });
  const other = await core.newcomer('Bo');
  await prisma.membership.create({ data: { communityId, userId: other.userId } });
  await prisma.user.update({ where: { id: other.userId }, data: { isMatchable: true, onboardedAt: createdAt } });
  const categoryId = await core.skillId('Guitar');
  const skill = { userId: other.userId, categoryId, type: 'teach', proficiencyLevel: 6 } as const;
  await prisma.userSkill.create({ data: skill });
  await matchRow(core, userId, other.userId);
  await partnershipRow(core, userId, ana.userId);
  const payloads: [NoticeKind, NoticePayload][] = [
    ['room.invited', { personId: ana.userId, roomId: publicRoomId }],
    ['session.invited', { personId: ana.userId, sessionId: privateSessionId }],
    ['session.poll', { personId: ana.userId, pollId }],
    ['report.new', { communityId }],
  ];
  await prisma.notification.createMany({
    data: payloads.map(([kind, payload]) => ({ userId, kind, payload, eventKey: randomUUID(), createdAt })),
  });
}
