import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { takesInvitations } from '../../../test/rows.ts';
import { openWebServer, type WebServer } from './web-server.ts';

let core: TestCore;
let web: WebServer;
let address: string;
beforeAll(async () => {
  core = await openTestCore();
  web = openWebServer(core, { roles: ['web'], version: 'test', isReady: async () => true });
  address = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`;
});
afterAll(async () => {
  await web.close(500);
  await core.close();
});

const refused = z.object({ error: z.object({ code: z.string() }) });
const shape = { version: 1, versionNonce: 1, isDeleted: false, x: 0, y: 0, width: 100, height: 50, seed: 7 };
const system = () => core.as({ kind: 'system', name: 'test' }).rooms;
let sequence = 0;

/** A room with these shapes on its board. */
async function roomOf(person: Person, shapes: readonly object[]) {
  const api = (await person.api()).rooms;
  const { id: roomId } = await api.createRoom({ title: 'Chords', isPublic: false });
  await api.joinRoom({ roomId });
  const boardId = (await system().loadContent({ roomId }))?.boards[0]?.id ?? 0;
  await put(roomId, boardId, shapes);
  return { roomId, boardId };
}
async function put(roomId: number, boardId: number, shapes: readonly object[]) {
  sequence += 1;
  const elements = shapes.map((given, index) => {
    const id = `s${index}`;
    const data = { id, type: 'rectangle', ...shape, ...given };
    return { boardId, elementId: id, version: sequence, nonce: 1, sequence, data };
  });
  await system().saveContent([{ roomId, document: {}, elements }]);
}
const pageOf = async (person: Person, roomId: number) => {
  const { pages } = await (await person.api()).rooms.getMade({ roomId });
  return { picture: `${address}${pages[0]?.picture}`, drawing: `${address}${pages[0]?.drawing}` };
};
async function look(url: string) {
  const response = await fetch(url);
  if (response.ok)
    return {
      status: response.status,
      isPng: Buffer.from(await response.arrayBuffer()).toString('latin1', 1, 4) === 'PNG',
    };
  return { status: response.status, code: refused.parse(await response.json()).error.code };
}

describe('RM-14: a page that is too large to draw', () => {
  const wide = { backgroundColor: 'red', fillStyle: 'zigzag', strokeWidth: 0.5, width: 9e6 };

  test('is refused with one word, and no other room waits for it', async () => {
    const [mal, ana] = [await core.newcomer('Mal'), await core.newcomer('Ana')];
    const bad = await roomOf(
      mal,
      Array.from({ length: 20 }, () => wide),
    );
    const good = await roomOf(ana, [{}]);
    const [theirs, mine] = [await pageOf(mal, bad.roomId), await pageOf(ana, good.roomId)];
    const [first, other, again] = await Promise.all([look(theirs.picture), look(mine.picture), look(theirs.picture)]);
    expect(other).toEqual({ status: 200, isPng: true });
    for (const answer of [first, again, await look(theirs.picture)])
      expect(answer).toEqual({ status: 413, code: 'picture_too_large' });
    // What is on it is there as a file all the same.
    const file = await fetch(theirs.drawing);
    expect(file.headers.get('cache-control')).toBe('private, no-store');
    expect(z.object({ elements: z.array(z.unknown()) }).parse(await file.json()).elements).toHaveLength(20);
    // Once it is smaller it is drawn: only this content was refused.
    await put(
      bad.roomId,
      bad.boardId,
      Array.from({ length: 20 }, () => ({})),
    );
    expect(await look(theirs.picture)).toEqual({ status: 200, isPng: true });
  });
});

describe('RM-14: a key in an address', () => {
  test('opens the one thing that it is for', async () => {
    const cleo = await core.newcomer('Cleo');
    const { roomId } = await roomOf(cleo, [{}]);
    const other = await roomOf(cleo, [{}]);
    const { picture, drawing } = await pageOf(cleo, roomId);
    const { key } = await (await cleo.api()).rooms.getMade({ roomId });
    const [own, drawn] = [new URL(picture), new URL(drawing)];
    const answers = [
      `${own.origin}${own.pathname}?key=${key}`,
      `${own.origin}${own.pathname}${drawn.search}`,
      `${own.origin}${drawn.pathname}${own.search}`,
      `${own.origin}/made/${other.boardId}.png${own.search}`,
      `${picture}x`,
    ];
    for (const url of answers) expect(await look(url)).toEqual({ status: 401, code: 'not_signed_in' });
    expect((await fetch(picture)).headers.get('cache-control')).toBe('private, no-cache');
  });

  test('ends after ten minutes, with a removal, and with the account', async () => {
    const [dora, emil] = [await core.newcomer('Dora'), await core.newcomer('Emil')];
    const { roomId } = await roomOf(dora, [{}]);
    const host = (await dora.api()).rooms;
    await takesInvitations(core, [emil]);
    await host.inviteToRoom({ roomId, userId: emil.userId });
    await (await emil.api()).rooms.joinRoom({ roomId });
    const [hers, his] = [await pageOf(dora, roomId), await pageOf(emil, roomId)];
    expect((await look(his.picture)).status).toBe(200);
    await host.removeParticipant({ roomId, userId: emil.userId });
    expect(await look(his.picture)).toEqual({ status: 403, code: 'removed_from_room' });
    core.clock.advance({ minutes: 9 });
    expect((await look(hers.picture)).status).toBe(200);
    core.clock.advance({ minutes: 1 });
    expect((await look(hers.picture)).status).toBe(401);
    const fresh = await pageOf(dora, roomId);
    await core.services.database.prisma.user.update({ where: { id: dora.userId }, data: { deletedAt: new Date() } });
    expect(await look(fresh.picture)).toEqual({ status: 401, code: 'not_signed_in' });
  });
});
