import { request as openRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { openWebServer, type WebServer } from '../web-server.ts';

let core: TestCore;
let web: WebServer;
let address: string;
let ana: Person;
let bo: Person;
let roomId: number;
beforeAll(async () => {
  core = await openTestCore();
  web = openWebServer(core, { roles: ['web'], version: 'test', isReady: async () => true });
  address = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`;
  [ana, bo] = [await core.newcomer('Ana'), await core.newcomer('Bo')];
  ({ id: roomId } = await (await ana.api()).rooms.createRoom({ title: 'Chords', isPublic: false }));
  await (await ana.api()).rooms.joinRoom({ roomId });
});
afterAll(async () => {
  await web.close(500);
  await core.close();
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const answer = z.object({
  file: z.object({ id: z.number(), name: z.string() }).optional(),
  error: z.object({ code: z.string() }).optional(),
});
const tokenOf = async (person: Person) => (await (await person.api()).auth.createToken()).token;
async function put(person: Person, query: Record<string, string>, body: string | Buffer, type = 'text/plain') {
  const response = await fetch(`${address}/rooms/${roomId}/files?${new URLSearchParams(query)}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await tokenOf(person)}`, 'content-type': type },
    body,
  });
  const { file, error } = answer.parse(await response.json());
  return { status: response.status, file: file ?? { id: 0, name: '' }, code: error?.code };
}
const get = async (person: Person, id: number) =>
  fetch(`${address}/rooms/files/${id}`, { headers: { authorization: `Bearer ${await tokenOf(person)}` } });
const files = async () => (await ana.api()).rooms.getFiles({ roomId });
const rows = () => core.services.database.prisma.roomFile.count({ where: { roomId } });

describe('RM-15: a file of a room', () => {
  test('comes as it was sent, under its name, only ever to be saved', async () => {
    const name = 'Übung <b> "1"/../x.html';
    const { status, file } = await put(ana, { name }, '<script>alert(1)</script>', 'text/html');
    expect([status, file.name]).toEqual([201, name]);
    const given = await get(ana, file.id);
    expect(await given.text()).toBe('<script>alert(1)</script>');
    expect(given.headers.get('content-type')).toBe('application/octet-stream');
    expect(given.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    expect(given.headers.get('content-security-policy')).toContain('sandbox');
    expect(given.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is for nobody who was not in the room, nor with a token that is none', async () => {
    const { file } = await put(ana, { name: 'a.txt' }, 'a');
    expect((await get(bo, file.id)).status).toBe(404);
    expect((await put(bo, { name: 'b.txt' }, 'b')).code).toBe('room_not_found');
    expect((await fetch(`${address}/rooms/files/${file.id}`)).status).toBe(401);
    expect((await fetch(`${address}/rooms/files/${file.id}?key=x`)).status).toBe(401);
  });

  test('is opened by a key of its own, for ten minutes', async () => {
    const { file } = await put(ana, { name: 'a.txt' }, 'mine');
    const api = (await ana.api()).rooms;
    const { key, files: made } = await api.getMade({ roomId });
    const path = made.find(({ id }) => id === file.id)?.path ?? '';
    const opened = await fetch(address + path);
    expect(await opened.text()).toBe('mine');
    expect(opened.headers.get('cache-control')).toBe('private, no-store');
    const { file: another } = await put(ana, { name: 'b.txt' }, 'b');
    const [, query = ''] = path.split('?');
    for (const url of [
      `/rooms/files/${another.id}?${query}`,
      `/rooms/files/${file.id}?${new URLSearchParams({ key })}`,
    ])
      expect((await fetch(address + url)).status).toBe(401);
    core.clock.advance({ minutes: 10 });
    expect((await fetch(address + path)).status).toBe(401);
  });

  test('that breaks off on the way leaves nothing', async () => {
    const before = await rows();
    const { port } = new URL(address);
    const request = openRequest({
      ...{ port, host: '127.0.0.1', method: 'PUT', path: `/rooms/${roomId}/files?name=half` },
      headers: { authorization: `Bearer ${await tokenOf(ana)}`, 'content-length': 1_000 },
    });
    request.on('error', () => {});
    request.write('x'.repeat(500));
    await expect.poll(rows).toBe(before + 1);
    request.destroy();
    await expect.poll(rows).toBe(before);
    expect((await files()).map(({ name }) => name)).not.toContain('half');
  });

  test('that is too large is refused before it is sent', async () => {
    const { port } = new URL(address);
    const token = await tokenOf(ana);
    const status = await new Promise((resolve, reject) => {
      const request = openRequest({
        ...{ port, host: '127.0.0.1', method: 'PUT', path: `/rooms/${roomId}/files?name=big` },
        headers: { authorization: `Bearer ${token}`, 'content-length': 10 ** 10 },
      });
      request.on('response', (response) => resolve(response.statusCode)).on('error', reject);
      request.write('x');
    });
    expect(status).toBe(413);
    expect((await put(ana, { name: 'none' }, '')).code).toBe('file_empty');
  });
});

describe('RM-15: an image for the board', () => {
  test('is what it says it is, and shown as that', async () => {
    const { file } = await put(ana, { name: 'a.png', board: 'image-1' }, png, 'image/png');
    const given = await get(ana, file.id);
    expect(given.headers.get('content-type')).toBe('image/png');
    // A browser keeps it, and asks each time whether it still may.
    expect(given.headers.get('cache-control')).toBe('private, no-cache');
    const etag = given.headers.get('etag') ?? '';
    const headers = { authorization: `Bearer ${await tokenOf(ana)}`, 'if-none-match': etag };
    expect((await fetch(`${address}/rooms/files/${file.id}`, { headers })).status).toBe(304);
    expect(Buffer.from(await given.arrayBuffer())).toEqual(png);
    // The same one again is the same file.
    expect((await put(ana, { name: 'a.png', board: 'image-1' }, png, 'image/png')).file.id).toBe(file.id);
  });

  test.each([
    ['a page that says it is a PNG', '<svg onload="alert(1)"/>', 'image/png'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['three bytes', 'GIF', 'image/gif'],
  ])('%s is refused, and its place given up', async (what, body, type) => {
    const before = await rows();
    const { status, code } = await put(ana, { name: what, board: `not-${type.length}` }, body, type);
    expect([status, code]).toEqual([403, 'file_type']);
    expect(await rows()).toBe(before);
  });
});

test('RM-15: places of files that never arrived are forgotten after minutes, and what did of them', async () => {
  const worker = await core.startWorker();
  try {
    const place = { userId: ana.userId, roomId, name: 'never', mediaType: 'text/plain', bytes: 5 };
    const { key } = await core.as({ kind: 'system', name: 'test' }).rooms.beginUpload(place);
    core.clock.advance({ minutes: 11 });
    await core.services.database.transaction(async (tx) => {
      await tx.$executeRaw`SELECT graphile_worker.add_job('rooms.tidy', '{}')`;
    });
    await expect
      .poll(() => core.services.database.prisma.roomFile.count({ where: { key } }), { timeout: 15_000 })
      .toBe(0);
  } finally {
    await worker.stop();
  }
});
