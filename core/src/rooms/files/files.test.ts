import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { dayToDate, toDate, utcDay } from '../../platform/time.ts';
import { forgetFiles } from './forget-files.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let roomId: number;
let count = 0;
beforeAll(async () => {
  core = await openTestCore();
});
beforeEach(async () => {
  count += 1;
  [ana, bo] = [await core.newcomer('Ana', `ana${count}`), await core.newcomer('Bo', `bo${count}`)];
  core.clock.advance({ hours: 24 });
  ({ id: roomId } = await (await roomsOf(ana)).createRoom({ title: 'Chords' }));
  for (const person of [ana, bo]) await (await roomsOf(person)).joinRoom({ roomId });
});
afterAll(() => core.close());

const roomsOf = async (person: Person) => (await person.api()).rooms;
const system = () => core.as({ kind: 'system', name: 'test' }).rooms;
const text = { name: 'a.txt', mediaType: 'text/plain', bytes: 5 };
const image = { name: 'a.png', mediaType: 'image/png', bytes: 5, boardFileId: 'i1' };
const begin = async (person: Person, given: object = text) =>
  system().beginUpload({ ...text, ...given, userId: person.userId, roomId });
async function bring(person: Person, given: object = text) {
  const { key, file } = await begin(person, given);
  await core.services.storage.put(key, Readable.from(['hello']), { bytes: 5, mediaType: 'text/plain' });
  await system().finishUpload({ roomId, key, isWhole: true });
  return { key, fileId: file.id };
}
const document = (given: Record<string, unknown>) => system().saveContent([{ roomId, document: given, elements: [] }]);
const names = async () => (await (await roomsOf(bo)).getFiles({ roomId })).map(({ name }) => name);

describe('RM-15: who may', () => {
  test('add a file: who may write; put an image onto the board: who may draw', async () => {
    await document({ muted: [bo.userId] });
    await expect(begin(bo)).rejects.toThrow('muted');
    await begin(bo, image);
    await document({ viewers: [bo.userId] });
    await expect(begin(bo, { ...image, boardFileId: 'i2' })).rejects.toThrow('view_only');
    await begin(bo);
    await document({ isLocked: true, muted: [ana.userId] });
    await begin(ana, { ...image, boardFileId: 'i3' });
    await begin(ana);
    await expect(begin(await core.newcomer('Cleo', `cleo${count}`))).rejects.toThrow('not_allowed');
  });

  test('take a file away: whose it is, and who leads', async () => {
    const [mine, theirs] = [await bring(ana, { name: 'mine' }), await bring(bo, { name: 'theirs' })];
    const [host, guest] = [await roomsOf(ana), await roomsOf(bo)];
    await expect(guest.removeFile({ roomId, fileId: mine.fileId })).rejects.toThrow('not_host');
    await guest.removeFile({ roomId, fileId: theirs.fileId });
    await host.removeFile({ roomId, fileId: mine.fileId });
    expect(await names()).toEqual([]);
    expect(await core.services.storage.sizeOf(mine.key)).toBeNull();
    const shown = await bring(ana, image);
    await expect(host.removeFile({ roomId, fileId: shown.fileId })).rejects.toThrow('file_not_found');
  });
});

describe('RM-15: how much', () => {
  test.each([
    [{ bytes: 25 * 1_048_576 + 1 }, 'file_size'],
    [{ ...image, bytes: 5 * 1_048_576 + 1 }, 'file_size'],
    [{ ...image, mediaType: 'image/svg+xml' }, 'file_type'],
    [{ bytes: 0 }, 'file_empty'],
  ])('%o is refused as %s', async (given, code) => {
    await expect(begin(ana, given)).rejects.toThrow(code);
  });

  test('what is on its way counts, so that of those who begin at once none is one too many', async () => {
    const data = { ...text, roomId, bytes: 30 * 1_048_576, isReady: true };
    const rows = Array.from({ length: 8 }, (_, at) => ({ ...data, key: `k${count}x${at}` }));
    await core.services.database.prisma.roomFile.createMany({ data: rows });
    const begun = await Promise.allSettled([ana, bo, ana].map((person) => begin(person, { bytes: 6 * 1_048_576 })));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('RM-15: places', () => {
  const megabytes = (count: number) => ({ bytes: count * 1_048_576 });

  test('and keys of the storage are given to the web server alone', async () => {
    const own = await ana.api();
    const place = { ...text, userId: ana.userId, roomId };
    await expect(own.rooms.beginUpload(place)).rejects.toThrow('not_allowed');
    const { key, fileId } = await bring(ana);
    await expect(own.rooms.openFile({ fileId, userId: ana.userId })).rejects.toThrow('not_allowed');
    expect(JSON.stringify([await own.rooms.getFiles({ roomId }), await own.rooms.getMade({ roomId })])).not.toContain(
      key,
    );
  });

  test('of one person for what is on its way are 50 MB, and are kept for ten minutes', async () => {
    await begin(ana, megabytes(25));
    await begin(ana, megabytes(25));
    await expect(begin(ana)).rejects.toThrow('files_under_way');
    await begin(bo);
    core.clock.advance({ minutes: 10 });
    await begin(ana, megabytes(25));
    await forgetFiles(core.services);
    expect(await core.services.database.prisma.roomFile.count({ where: { roomId } })).toBe(1);
  });

  test('that nothing came to in time do not fill a room', async () => {
    const data = { ...text, ...megabytes(25), roomId, createdAt: toDate(core.clock.now()) };
    const rows = Array.from({ length: 10 }, (_, at) => ({ ...data, key: `gone${count}x`.padEnd(20, 'x') + at }));
    await core.services.database.prisma.roomFile.createMany({ data: rows });
    await expect(begin(bo)).rejects.toThrow('files_full');
    core.clock.advance({ minutes: 10 });
    await bring(bo);
  });

  test('of a day are 500 MB of one person, also of what they took away again; what did not arrive is given back', async () => {
    const day = dayToDate(utcDay(core.clock.now()));
    const used = { userId: ana.userId, day, kind: 'fileBytes', used: 500 * 1_048_576 - 12 };
    await core.services.database.prisma.usageCounter.create({ data: used });
    const { fileId } = await bring(ana);
    await (await roomsOf(ana)).removeFile({ roomId, fileId });
    const { key } = await begin(ana);
    await expect(begin(ana)).rejects.toThrow('files_full_today');
    await system().finishUpload({ roomId, key, isWhole: false });
    await bring(ana);
    await begin(bo);
    core.clock.advance({ hours: 24 });
    await begin(ana);
  });

  test('of everybody together are 100 GB', async () => {
    const rows = Array.from({ length: 52 }, (_, at) => ({
      ...text,
      key: `all${count}x`.padEnd(20, 'x') + at,
      bytes: 2_000 * 1_048_576,
    }));
    await core.services.database.prisma.roomFile.createMany({ data: rows });
    await expect(begin(ana)).rejects.toThrow('storage_full');
    await core.services.database.prisma.roomFile.deleteMany({ where: { roomId: null } });
    await begin(ana);
  });
});

describe('RM-15: what arrives', () => {
  test('is seen by nobody before all of it is there', async () => {
    const { key } = await begin(ana);
    expect(await names()).toEqual([]);
    await system().finishUpload({ roomId, key, isWhole: false });
    expect(await core.services.database.prisma.roomFile.count({ where: { key } })).toBe(0);
    await bring(ana);
    expect(await names()).toEqual(['a.txt']);
  });

  test('under a key that was given up meanwhile leaves no bytes', async () => {
    const first = await begin(ana, image);
    const again = await bring(ana, image);
    await core.services.storage.put(first.key, Readable.from(['hello']), { bytes: 5, mediaType: 'image/png' });
    const late = system().finishUpload({ roomId, key: first.key, isWhole: true });
    await expect(late).rejects.toThrow('file_broken');
    expect(await core.services.storage.sizeOf(first.key)).toBeNull();
    expect(await core.services.storage.sizeOf(again.key)).toBe(5);
    expect((await begin(bo, image)).isThere).toBe(true);
  });

  test('goes with its room', async () => {
    const { key } = await bring(ana);
    const kept = await bring(bo);
    const other = await (await roomsOf(bo)).createRoom({ title: 'Other' });
    await core.services.database.prisma.roomFile.update({ where: { key: kept.key }, data: { roomId: other.id } });
    await core.services.database.prisma.learningRoom.delete({ where: { id: roomId } });
    await forgetFiles(core.services);
    expect(await core.services.storage.sizeOf(key)).toBeNull();
    expect(await core.services.storage.sizeOf(kept.key)).toBe(5);
  });
});
