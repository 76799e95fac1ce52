import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { block, partnershipRow, takesInvitations } from '../../../test/rows.ts';
import { copyImages } from './copy-images.ts';
import { partPeople } from './part-people.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cleo: Person;
beforeAll(async () => {
  core = await openTestCore();
  [ana, bo, cleo] = [await core.newcomer('Ana'), await core.newcomer('Bo'), await core.newcomer('Cleo')];
  await takesInvitations(core, [ana, bo, cleo]);
});
afterAll(() => core.close());
beforeEach(async () => {
  core.clock.advance({ hours: 24 });
  const { prisma } = core.services.database;
  await prisma.learningRoom.deleteMany();
  await prisma.block.deleteMany();
  await forgetJobs(core);
});

const system = () => core.as({ kind: 'system', name: 'test' }).rooms;
const roomsOf = async (person: Person) => (await person.api()).rooms;
const seatOf = (roomId: number, { userId }: Person) =>
  core.services.database.prisma.roomParticipant.findUniqueOrThrow({ where: { roomId_userId: { roomId, userId } } });

/** Ana's room, in which Bo leads since she was away for a minute. */
async function succeeded(): Promise<number> {
  const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords' });
  for (const person of [bo, cleo]) await (await roomsOf(person)).joinRoom({ roomId });
  expect(await system().succeedHost({ roomId, present: [bo.userId, cleo.userId] })).toBe(bo.userId);
  return roomId;
}

describe('RM-5: whose a room is', () => {
  test('whoever follows the host runs the room, and cannot take it from its owner', async () => {
    const roomId = await succeeded();
    const acting = await roomsOf(bo);
    await acting.setRole({ roomId, userId: cleo.userId, role: 'moderator' });
    await expect(acting.removeParticipant({ roomId, userId: ana.userId })).rejects.toThrow('room_owner');
    await expect(acting.setRole({ roomId, userId: ana.userId, role: 'participant' })).rejects.toThrow('room_owner');
    await expect(acting.offerRoom({ roomId, userId: cleo.userId })).rejects.toThrow('not_owner');
    await (await roomsOf(ana)).joinRoom({ roomId });
    const { people } = await (await roomsOf(ana)).getRoom({ roomId });
    expect(people.map(({ userId, role, isOwner }) => [userId, role, isOwner])).toEqual([
      [ana.userId, 'host', true],
      [cleo.userId, 'moderator', false],
      [bo.userId, 'participant', false],
    ]);
  });

  test('the owner leads again although their seat was never given up, and has a place in a full room', async () => {
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Small', maxParticipants: 2 });
    await (await roomsOf(bo)).joinRoom({ roomId });
    await system().succeedHost({ roomId, present: [bo.userId] });
    await (await roomsOf(ana)).leaveRoom({ roomId });
    await (await roomsOf(cleo)).joinRoom({ roomId });
    await expect((await roomsOf(ana)).joinRoom({ roomId })).resolves.toMatchObject({ yourRole: 'host' });
  });

  test('whom the owner lets lead goes on leading while the owner is there, until they come anew', async () => {
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Lent' });
    await (await roomsOf(bo)).joinRoom({ roomId });
    await (await roomsOf(ana)).setRole({ roomId, userId: bo.userId, role: 'host' });
    expect((await (await roomsOf(ana)).joinRoom({ roomId })).yourRole).toBe('moderator');
    await (await roomsOf(ana)).leaveRoom({ roomId });
    expect((await (await roomsOf(ana)).joinRoom({ roomId })).yourRole).toBe('host');
  });

  test('it ends as the owner’s, who opens it again', async () => {
    const roomId = await succeeded();
    await (await roomsOf(bo)).endRoom({ roomId });
    expect(await (await roomsOf(ana)).reopenRoom({ roomId })).toMatchObject({ id: roomId, yourRole: 'host' });
    expect((await seatOf(roomId, bo)).role).toBe('participant');
  });

  test('it goes over for good by the other’s yes alone, and a removed person’s yes counts for nothing', async () => {
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords' });
    await (await roomsOf(bo)).joinRoom({ roomId });
    await expect((await roomsOf(ana)).offerRoom({ roomId, userId: cleo.userId })).rejects.toThrow('person_not_found');
    await (await roomsOf(ana)).offerRoom({ roomId, userId: bo.userId });
    expect((await waitingEvents(core)).map(({ type }) => type)).toEqual(['room.offered']);
    expect(await (await roomsOf(ana)).getRoom({ roomId })).toMatchObject({ isYours: true, yourRole: 'host' });
    await (await roomsOf(ana)).removeParticipant({ roomId, userId: bo.userId });
    await (await roomsOf(ana)).readmitParticipant({ roomId, userId: bo.userId });
    await expect((await roomsOf(bo)).answerOffer({ roomId, isAccepted: true })).rejects.toThrow('offer_gone');
    await (await roomsOf(ana)).offerRoom({ roomId, userId: bo.userId });
    const theirs = await (await roomsOf(bo)).answerOffer({ roomId, isAccepted: true });
    expect(theirs).toMatchObject({ isYours: true, yourRole: 'host' });
    expect(await (await roomsOf(ana)).getRoom({ roomId })).toMatchObject({ isYours: false, yourRole: 'moderator' });
  });

  test('where the owner’s account ends it stays with its people, who see it and open copies', async () => {
    const gone = await core.newcomer('Gone');
    const { id: roomId } = await (await roomsOf(gone)).createRoom({ title: 'Left' });
    await (await roomsOf(bo)).joinRoom({ roomId });
    await (await roomsOf(gone)).endRoom({ roomId });
    await core.services.database.prisma.user.delete({ where: { id: gone.userId } });
    expect((await (await roomsOf(bo)).getMade({ roomId })).room.title).toBe('Left');
    expect((await (await roomsOf(bo)).reopenRoom({ roomId })).id).not.toBe(roomId);
  });
});

describe('RM-4: a removal', () => {
  test('is undone within seconds as it was, by a moderator too; later by who leads alone', async () => {
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords' });
    for (const person of [bo, cleo]) await (await roomsOf(person)).joinRoom({ roomId });
    await (await roomsOf(ana)).setRole({ roomId, userId: bo.userId, role: 'moderator' });
    await (await roomsOf(bo)).removeParticipant({ roomId, userId: cleo.userId });
    core.clock.advance({ seconds: 10 });
    await (await roomsOf(bo)).readmitParticipant({ roomId, userId: cleo.userId });
    await (await roomsOf(cleo)).joinRoom({ roomId });
    await (await roomsOf(ana)).removeParticipant({ roomId, userId: cleo.userId });
    core.clock.advance({ seconds: 16 });
    await expect((await roomsOf(bo)).readmitParticipant({ roomId, userId: cleo.userId })).rejects.toThrow('not_host');
    await expect((await roomsOf(cleo)).readmitParticipant({ roomId, userId: cleo.userId })).rejects.toThrow(
      'removed_from_room',
    );
    await (await roomsOf(ana)).readmitParticipant({ roomId, userId: cleo.userId });
    await (await roomsOf(cleo)).joinRoom({ roomId });
  });
});

describe('RM-6: a room that somebody else opens again', () => {
  test('is a private copy of their own with boards, images and notes; the first one is not touched', async () => {
    const { prisma } = core.services.database;
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords' });
    await (await roomsOf(bo)).joinRoom({ roomId });
    const boardId = (await system().loadContent({ roomId }))?.boards[0]?.id ?? 0;
    const element = (elementId: string, isDeleted: boolean) => ({
      ...{ boardId, elementId, version: 1, nonce: 1, sequence: 1 },
      data: { id: elementId, type: 'rectangle', isDeleted },
    });
    await system().saveContent([
      { roomId, document: { notes: 'C, G', muted: [bo.userId] }, elements: [element('a', false), element('b', true)] },
    ]);
    const image = { roomId, userId: ana.userId, name: 'i.png', mediaType: 'image/png', bytes: 5, boardFileId: 'img' };
    const { key } = await system().beginUpload(image);
    await core.services.storage.put(key, Readable.from([Buffer.from('bytes')]), { bytes: 5, mediaType: 'image/png' });
    await system().finishUpload({ roomId, key, isWhole: true });
    await (await roomsOf(ana)).endRoom({ roomId });
    const before = await prisma.learningRoom.findUniqueOrThrow({ where: { id: roomId } });

    const copy = await (await roomsOf(bo)).reopenRoom({ roomId });
    await copyImages.run({ from: roomId, to: copy.id }, core.services);
    expect(copy).toMatchObject({
      ...{ title: 'Chords (copy)', isPublic: false, isYours: true, yourRole: 'host', copyOfId: roomId },
      people: [{ userId: bo.userId }],
    });
    const content = await system().loadContent({ roomId: copy.id });
    expect(content).toMatchObject({ document: { notes: 'C, G' }, elements: [{ elementId: 'a' }] });
    expect(content?.document).not.toHaveProperty('muted');
    const [file] = await (await roomsOf(bo)).getFiles({ roomId: copy.id });
    expect(file).toMatchObject({ boardFileId: 'img', by: bo.userId });
    const opened = await core.services.storage.open(
      (await system().openFile({ fileId: file?.id ?? 0, userId: bo.userId })).key,
    );
    expect(opened && (await text(opened.body))).toBe('bytes');
    expect(await prisma.learningRoom.findUniqueOrThrow({ where: { id: roomId } })).toEqual(before);
    await expect((await roomsOf(cleo)).joinRoom({ roomId: copy.id })).rejects.toThrow('room_not_found');
  });

  test('counts for their plan’s day', async () => {
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords' });
    await (await roomsOf(bo)).joinRoom({ roomId });
    await (await roomsOf(ana)).endRoom({ roomId });
    const again = async () => {
      const { id } = await (await roomsOf(bo)).reopenRoom({ roomId });
      await (await roomsOf(bo)).endRoom({ roomId: id });
    };
    const perDay = (await bo.actor()).plan.perDay.rooms;
    for (let count = 0; count < perDay; count += 1) await again();
    await expect(again()).rejects.toThrow('daily_limit');
  });
});

describe('RM-20, RM-1: what is seen from outside', () => {
  test('a public room shows its host and how many are in it, and nobody else', async () => {
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords' });
    await (await roomsOf(bo)).joinRoom({ roomId });
    const seen = await (await roomsOf(cleo)).getRoom({ roomId });
    expect(seen).toMatchObject({ taken: 2, isLocked: false, yourRole: null, people: [{ userId: ana.userId }] });
    const [listed] = (await (await roomsOf(cleo)).getPublicRooms({})).items;
    expect(listed?.people.map(({ userId }) => userId)).toEqual([ana.userId]);
  });

  test('two communities do not meet in it by chance, and by invitation by name alone', async () => {
    const { prisma } = core.services.database;
    const [dana, eli, fay] = [await core.newcomer('Dana'), await core.newcomer('Eli'), await core.newcomer('Fay')];
    const place = (externalId: string) =>
      prisma.community.create({
        data: { platform: 'playground', externalId, name: externalId, matchScope: 'community' },
      });
    const [here, there] = [await place('rm-here'), await place('rm-there')];
    const belongs = (userId: number, communityId: number) =>
      prisma.membership.create({ data: { userId, communityId } });
    // Dana belongs to both; she is how Eli and Fay come to be in one room.
    for (const [person, community] of [
      [dana, here],
      [dana, there],
      [eli, here],
      [fay, there],
    ] as const)
      await belongs(person.userId, community.id);
    const { id: roomId } = await (await roomsOf(dana)).createRoom({ title: 'Bridges' });
    await (await roomsOf(eli)).joinRoom({ roomId });
    expect((await (await roomsOf(fay)).getPublicRooms({})).total).toBe(0);
    await expect((await roomsOf(fay)).joinRoom({ roomId })).rejects.toThrow('room_not_found');
    await (await roomsOf(dana)).inviteToRoom({ roomId, userId: fay.userId });
    const { people } = await (await roomsOf(fay)).joinRoom({ roomId });
    expect(people.map(({ displayName, handle }) => [displayName, handle])).toEqual([
      ['Dana', 'dana'],
      ['Eli', null],
      ['Fay', 'fay'],
    ]);
  });
});

test('RM-21: a room of a partnership that has ended has ended for both; who was not in it sees nothing of it', async () => {
  const { prisma } = core.services.database;
  const pair = await partnershipRow(core, ana.userId, bo.userId);
  const make = async () => (await roomsOf(ana)).createRoom({ title: 'Two', partnershipId: pair.id });
  const [{ id: both }, { id: alone }] = [await make(), await make()];
  await (await roomsOf(bo)).joinRoom({ roomId: both });
  await prisma.learningPartnership.update({ where: { id: pair.id }, data: { status: 'ended' } });
  expect((await (await roomsOf(bo)).getMyRooms()).map(({ id, status }) => [id, status])).toEqual([[both, 'ended']]);
  await (await roomsOf(bo)).getMade({ roomId: both });
  for (const call of ['getRoom', 'getMade', 'getMessages', 'getFiles'] as const)
    await expect((await roomsOf(bo))[call]({ roomId: alone })).rejects.toThrow('room_not_found');
  for (const person of [ana, bo]) {
    const api = await roomsOf(person);
    await expect(api.joinRoom({ roomId: both })).rejects.toThrow('room_ended');
    await expect(api.openDoor({ roomId: both })).rejects.toThrow('room_ended');
    await expect(api.sendMessage({ roomId: both, body: 'hi' })).rejects.toThrow('room_ended');
    expect(await api.reopenRoom({ roomId: both })).toMatchObject({ partnershipId: null, copyOfId: both });
  }
  await prisma.learningPartnership.delete({ where: { id: pair.id } });
});

describe('RM-22, RM-23: a block', () => {
  test('asks the blocker before they come in where the other is, and never the other', async () => {
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords', isPublic: false });
    for (const { userId } of [bo, cleo]) await (await roomsOf(ana)).inviteToRoom({ roomId, userId });
    await (await roomsOf(cleo)).joinRoom({ roomId });
    await block(core, bo.userId, cleo.userId);
    const api = await roomsOf(bo);
    await expect(api.joinRoom({ roomId })).rejects.toThrow('blocked_is_here');
    await expect(api.openDoor({ roomId })).rejects.toThrow('blocked_is_here');
    const { url } = await api.openDoor({ roomId, evenSo: true });
    const guest = core.as({ kind: 'guest', locale: 'en', origin: 'test' }).rooms;
    const { room } = await guest.enterRoom({ door: new URL(url).hash.slice(1) });
    expect(room.people.map(({ userId }) => userId)).toEqual([ana.userId, bo.userId]);
    await (await roomsOf(cleo)).leaveRoom({ roomId });
    await (await roomsOf(cleo)).joinRoom({ roomId });
    for (const person of [bo, cleo]) await (await roomsOf(person)).sendMessage({ roomId, body: 'hi' });
    const heard = await (await roomsOf(cleo)).getMessages({ roomId });
    expect(heard.map(({ authorId }) => authorId)).toEqual([cleo.userId]);
  });

  test('keeps a public room from both lists while the other is in it', async () => {
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords' });
    await (await roomsOf(bo)).joinRoom({ roomId });
    await block(core, bo.userId, cleo.userId);
    expect((await (await roomsOf(cleo)).getPublicRooms({})).total).toBe(0);
    await expect((await roomsOf(cleo)).joinRoom({ roomId })).rejects.toThrow('room_not_found');
  });

  const blocks = async (by: Person, to: Person) => {
    await block(core, by.userId, to.userId);
    const event = { type: 'person.blocked', v: 1, by: by.userId, to: to.userId } as const;
    await partPeople.handle(event, 'block', core.services);
  };

  test('by who leads ends the other’s seat at once', async () => {
    const { id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords' });
    await (await roomsOf(bo)).joinRoom({ roomId });
    await blocks(ana, bo);
    expect(await seatOf(roomId, bo)).toMatchObject({ isActive: false, removedAt: null });
    await expect((await roomsOf(bo)).joinRoom({ roomId })).rejects.toThrow('room_not_found');
  });

  test('by who stands in for the owner takes nothing from the owner', async () => {
    const roomId = await succeeded();
    await blocks(bo, ana);
    expect(await seatOf(roomId, ana)).toMatchObject({ isActive: true });
    expect((await (await roomsOf(ana)).joinRoom({ roomId })).yourRole).toBe('host');
    await expect((await roomsOf(bo)).getRoom({ roomId })).rejects.toThrow('room_not_found');
  });

  test('of the owner against who stands in for them gives the room back', async () => {
    const roomId = await succeeded();
    await blocks(ana, bo);
    const { people } = await (await roomsOf(ana)).getRoom({ roomId });
    expect(people[0]).toMatchObject({ userId: ana.userId, role: 'host' });
  });
});
