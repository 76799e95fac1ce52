import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { forgetOld } from './forget-old.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test('what nobody asks for any more is let go, and the rest stays', async () => {
  const { prisma } = core.services.database;
  const event = { provider: 'slack', type: 'app_home_opened' };
  await prisma.webhookEvent.createMany({
    data: [
      { ...event, eventId: 'old', receivedAt: daysAgo(31) },
      { ...event, eventId: 'new', receivedAt: daysAgo(29) },
    ],
  });
  await prisma.keptState.createMany({
    data: [
      { key: 'old', value: {}, updatedAt: daysAgo(8) },
      { key: 'new', value: {}, updatedAt: daysAgo(6) },
    ],
  });
  const { userId } = await core.newcomer('Ana');
  const { id: roomId } = await prisma.learningRoom.create({ data: { hostId: userId, title: 'Chords' } });
  const doors = [
    { tokenHash: 'old', userId, expiresAt: daysAgo(1.1) },
    { tokenHash: 'used', userId, expiresAt: daysAgo(1.1), usedAt: daysAgo(1.1) },
    { tokenHash: 'new', userId, expiresAt: daysAgo(0.9), usedAt: daysAgo(0.9) },
    { tokenHash: 'open', userId, expiresAt: daysAgo(-0.1) },
  ];
  await prisma.pageDoor.createMany({ data: doors.map((door) => ({ ...door, page: 'inbox' })) });
  await prisma.roomDoor.createMany({ data: doors.map((door) => ({ ...door, roomId })) });
  await forgetOld.run({}, core.services);
  await forgetOld.run({}, core.services);
  expect(await prisma.webhookEvent.findMany({ select: { eventId: true } })).toEqual([{ eventId: 'new' }]);
  const kept = { select: { tokenHash: true }, orderBy: { tokenHash: 'asc' } } as const;
  expect(await prisma.pageDoor.findMany(kept)).toEqual([{ tokenHash: 'new' }, { tokenHash: 'open' }]);
  expect(await prisma.roomDoor.findMany(kept)).toEqual([{ tokenHash: 'new' }, { tokenHash: 'open' }]);
  expect(await prisma.keptState.findMany({ select: { key: true } })).toEqual([{ key: 'new' }]);
});
