import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { block } from '../../../test/rows.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cleo: Person;
let dan: Person;
beforeAll(async () => {
  core = await openTestCore();
  [ana, bo] = [await core.newcomer('Ana'), await core.newcomer('Bo')];
  [cleo, dan] = [await core.newcomer('Cleo'), await core.newcomer('Dan')];
});
afterAll(() => core.close());

const standing = (...pages: [Person, number | null][]) =>
  core
    .as({ kind: 'system', name: 'test' })
    .rooms.getStanding({ pages: pages.map(([{ userId }, roomId]) => ({ userId, roomId })) });

test('RM-17: names those whose account is gone, who were removed, whom the host does not see, and whose room ended', async () => {
  const mine = (await ana.api()).rooms;
  const { id: roomId } = await mine.createRoom({ title: 'Chords' });
  const { id: other } = await mine.createRoom({ title: 'Scales' });
  for (const person of [bo, cleo, dan]) await (await person.api()).rooms.joinRoom({ roomId });
  const all: [Person, number | null][] = [
    [ana, roomId],
    [ana, other],
    [bo, roomId],
    [cleo, roomId],
    [dan, roomId],
    [dan, null],
  ];
  expect(await standing(...all)).toEqual([]);
  // Who leaves by one page may have others there.
  await (await bo.api()).rooms.leaveRoom({ roomId });
  expect(await standing(...all)).toEqual([]);

  await mine.removeParticipant({ roomId, userId: bo.userId });
  await block(core, ana.userId, cleo.userId);
  await core.services.database.prisma.user.update({
    where: { id: dan.userId },
    data: { deletedAt: new Date(core.clock.now().epochMilliseconds) },
  });
  await mine.endRoom({ roomId: other });
  expect((await standing(...all)).toSorted((a, b) => a.userId - b.userId)).toEqual([
    { userId: ana.userId, roomId: other, code: 'room_ended' },
    { userId: bo.userId, roomId, code: 'removed_from_room' },
    { userId: cleo.userId, roomId, code: 'room_not_found' },
    { userId: dan.userId, roomId: null, code: 'not_signed_in' },
  ]);
});
