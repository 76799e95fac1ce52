import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';
import { block, community, partnershipRow, takesInvitations } from '../../../test/rows.ts';
import { recordNotices } from '../notifications/record-notices.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cleo: Person;
beforeAll(async () => {
  core = await openTestCore();
  [ana, bo, cleo] = [await core.newcomer('Ana'), await core.newcomer('Bo'), await core.newcomer('Cleo')];
  await community(core, [ana, bo, cleo]);
});
afterAll(() => core.close());
beforeEach(async () => {
  const { prisma } = core.services.database;
  core.clock.advance({ hours: 24 });
  await prisma.learningRoom.deleteMany();
  for (const rows of [prisma.actionCount, prisma.usageCounter, prisma.notification, prisma.block])
    await Reflect.apply(rows.deleteMany, rows, []);
  await forgetJobs(core);
});

const roomsOf = async (person: Person) => (await person.api()).rooms;
const create = async (given: { isPublic?: boolean; partnershipId?: number } = { isPublic: false }) =>
  (await (await roomsOf(ana)).createRoom({ title: 'Chords', ...given })).id;
const invite = async (roomId: number, by = ana, whom = bo) =>
  (await roomsOf(by)).inviteToRoom({ roomId, userId: whom.userId });
const decline = async (roomId: number, by = bo) => (await roomsOf(by)).declineRoomInvite({ roomId });
const join = async (roomId: number, by = bo) => (await roomsOf(by)).joinRoom({ roomId });
const remove = async (roomId: number, whom = bo) =>
  (await roomsOf(ana)).removeParticipant({ roomId, userId: whom.userId });
/** What somebody has in the inbox once the jobs have told of everything, twice over. */
async function inbox(who: Person) {
  const events = await waitingEvents(core);
  for (const _ of ['once', 'twice'])
    for (const [at, event] of events.entries()) await recordNotices.handle(event, `event:${at}`, core.services);
  const { items } = await (await who.api()).notifications.getInbox({});
  return items.map(({ kind, person, room }) => ({ kind, by: person?.displayName, room: room?.title }));
}

describe('RM-24: no to an invitation', () => {
  test('is heard by who asked, once, and said again it changes nothing', async () => {
    const roomId = await create();
    await invite(roomId);
    expect((await (await roomsOf(bo)).getMyRooms()).map(({ isInvited }) => isInvited)).toEqual([true]);
    expect(await decline(roomId)).toEqual({ roomId, title: 'Chords' });
    expect(await decline(roomId)).toEqual({ roomId, title: 'Chords' });
    expect(await inbox(ana)).toEqual([{ kind: 'room.declined', by: 'Bo', room: 'Chords' }]);
    expect((await (await roomsOf(bo)).getMyRooms()).map(({ id }) => id)).toEqual([]);
  });

  test('stays a no, whoever asks, until the room has ended', async () => {
    const roomId = await create();
    await invite(roomId, ana, cleo);
    await join(roomId, cleo);
    await invite(roomId);
    await decline(roomId);
    for (const by of [ana, cleo]) {
      const refused = await refusal(invite(roomId, by));
      expect([refused.code, refused.params]).toEqual(['said_no', { name: 'Bo' }]);
    }
    await (await roomsOf(ana)).endRoom({ roomId });
    await (await roomsOf(ana)).reopenRoom({ roomId });
    expect(await invite(roomId)).toEqual({ displayName: 'Bo' });
  });

  test('holds where the invitation was too old to come in with, and where they were removed since', async () => {
    const roomId = await create();
    await invite(roomId);
    core.clock.advance({ hours: 24 * 8 });
    await decline(roomId);
    expect(await refusalCode(invite(roomId))).toBe('said_no');

    const open = await create({ isPublic: true });
    await join(open);
    await (await roomsOf(bo)).leaveRoom({ roomId: open });
    await invite(open);
    await decline(open);
    await remove(open);
    expect(await refusalCode(invite(open))).toBe('said_no');
    // What was refused let nobody in.
    expect(await refusalCode(join(open))).toBe('removed_from_room');
    core.clock.advance({ hours: -24 * 8 });
  });

  test('can be taken back by who said it, while the invitation lasts', async () => {
    const roomId = await create();
    await invite(roomId);
    await decline(roomId);
    expect((await join(roomId)).yourRole).toBe('participant');
    expect(await refusalCode(decline(roomId))).toBe('invitation_over');

    const another = await create();
    await invite(another);
    await decline(another);
    core.clock.advance({ hours: 24 * 8 });
    expect(await refusalCode(join(another))).toBe('room_not_found');
    core.clock.advance({ hours: -24 * 8 });
  });

  test('is for who was asked, and says alike of a room that ended and of one whose host blocked them', async () => {
    const [ended, blocked] = [await create(), await create()];
    for (const roomId of [ended, blocked]) await invite(roomId);
    await (await roomsOf(ana)).endRoom({ roomId: ended });
    await (await ana.api()).safety.block({ person: { userId: bo.userId } });
    for (const roomId of [ended, blocked]) expect(await refusalCode(decline(roomId))).toBe('invitation_over');
    expect(await refusalCode(decline(ended, cleo))).toBe('room_not_found');
    expect(await refusalCode(decline(999_999))).toBe('room_not_found');
  });

  test('of a partner too, who may come in all the same', async () => {
    const pair = await partnershipRow(core, ana.userId, bo.userId);
    const roomId = await create({ partnershipId: pair.id });
    await decline(roomId);
    expect(await inbox(ana)).toEqual([{ kind: 'room.declined', by: 'Bo', room: 'Chords' }]);
    expect(await refusalCode(invite(roomId))).toBe('said_no');
    expect((await join(roomId)).yourRole).toBe('participant');
    await core.services.database.prisma.learningPartnership.deleteMany();
  });
});

describe('RM-4: asked again by who leads', () => {
  test('somebody who was removed comes in as a participant; nobody else asks them', async () => {
    const roomId = await create();
    for (const one of [bo, cleo]) await invite(roomId, ana, one);
    for (const one of [bo, cleo]) await join(roomId, one);
    await (await roomsOf(ana)).setRole({ roomId, userId: bo.userId, role: 'moderator' });
    await remove(roomId);
    expect(await refusalCode(invite(roomId, cleo))).toBe('not_host');
    expect(await refusalCode(join(roomId))).toBe('removed_from_room');
    const word = Promise.withResolvers<unknown>();
    const stop = core.services.realtime.watchRooms(word.resolve);
    await invite(roomId);
    expect(await word.promise).toEqual({ roomId, kind: 'people' });
    stop();
    expect((await inbox(bo)).filter(({ kind }) => kind === 'room.invited')).toHaveLength(2);
    expect((await join(roomId)).yourRole).toBe('participant');
  });

  test('also where nothing but this room ties the two, and not where one has blocked the other', async () => {
    const [dana, eli] = [await core.newcomer('Dana'), await core.newcomer('Eli')];
    await takesInvitations(core, [dana, eli]);
    const { id: roomId } = await (await roomsOf(dana)).createRoom({ title: 'Scales' });
    await join(roomId, eli);
    await (await eli.api()).notifications.updatePreferences({ openToInvitations: false });
    await (await roomsOf(dana)).removeParticipant({ roomId, userId: eli.userId });
    expect(await invite(roomId, dana, eli)).toEqual({ displayName: 'Eli' });
    await (await roomsOf(dana)).removeParticipant({ roomId, userId: eli.userId });
    await block(core, eli.userId, dana.userId);
    expect(await refusalCode(invite(roomId, dana, eli))).toBe('person_not_found');
    const seat = { roomId_userId: { roomId, userId: eli.userId } };
    const row = await core.services.database.prisma.roomParticipant.findUnique({ where: seat });
    expect(row?.removedAt).not.toBeNull();
  });

  test('the rooms that somebody was removed from are known to them by title, and no others', async () => {
    const [roomId, other] = [await create({ isPublic: true }), await create({ isPublic: true })];
    for (const id of [roomId, other]) await join(id);
    await remove(roomId);
    const closed = async (who: Person) => (await roomsOf(who)).getRoomsClosedToMe();
    expect(await closed(bo)).toEqual([{ id: roomId, title: 'Chords' }]);
    expect(await closed(cleo)).toEqual([]);
    await block(core, ana.userId, bo.userId);
    expect(await closed(bo)).toEqual([]);
  });
});
