import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { refusalCode } from '../../../../test/refusal.ts';
import { EchoError } from '../../platform/errors.ts';
import type { SignedOutWord } from '../../platform/realtime.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

let made = 0;
const newcomer = () => core.newcomer('Ana', `ana${++made}`);
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const guest = () => core.as({ kind: 'guest', locale: 'en', origin: `guest${++made}`, userAgent: firefox });
const system = () => core.as({ kind: 'system', name: 'test' });
const by = async (token: string) => core.as(await core.actorOfToken(token));
const secretOf = ({ path }: { path: string }) => path.split('#')[1] ?? '';
const pagesOf = async (person: Person) =>
  guest().auth.enterPages({ secret: secretOf(await (await person.api()).auth.openPages()) });
const roomOf = async (person: Person) => {
  const { rooms } = await person.api();
  const room = await rooms.createRoom({ title: 'Room' });
  const door = secretOf(await rooms.openDoor({ roomId: room.id }));
  return { roomId: room.id, ...(await guest().rooms.enterRoom({ door })) };
};
const renew = (pass: string) => guest().auth.renewPages({ pass });
const isOver = (token: string) =>
  core.actorOfToken(token).then(
    () => false,
    (error: unknown) => error instanceof EchoError && error.code === 'not_signed_in',
  );

describe('AU-1: a token opens what it was given for', () => {
  test('of a room: that room, and no other', async () => {
    const ana = await newcomer();
    const here = await roomOf(ana);
    const other = await roomOf(ana);
    const { rooms, auth, goals } = await by(here.token);
    expect((await rooms.getRoom({ roomId: here.roomId })).id).toBe(here.roomId);
    await rooms.sendMessage({ roomId: here.roomId, body: 'Hello' });
    for (const refused of [
      () => rooms.getRoom({ roomId: other.roomId }),
      () => rooms.sendMessage({ roomId: other.roomId, body: 'Hello' }),
      // @ts-expect-error: what is no room
      () => rooms.getRoom({}),
      () => rooms.createRoom({ title: 'Another' }),
      () => rooms.getMyRooms(),
      () => rooms.openDoor({ roomId: here.roomId }),
      () => auth.openPages(),
      () => auth.startLink(),
      () => goals.getMyGoals(),
    ])
      expect(await refusalCode(refused())).toBe('not_allowed');
  });

  test('of a room: its files alone', async () => {
    const ana = await newcomer();
    const [here, other] = [await roomOf(ana), await roomOf(ana)];
    const fileIn = (roomId: number) =>
      core.services.database.prisma.roomFile.create({
        data: { roomId, key: `k${roomId}`, name: 'a', mediaType: 'text/plain', bytes: 1, isReady: true },
      });
    const { grant, userId } = await core.actorOfToken(here.token);
    expect(grant?.roomId).toBe(here.roomId);
    const open = async (roomId: number) =>
      system().rooms.openFile({ fileId: (await fileIn(roomId)).id, userId, ownRoomId: grant?.roomId });
    expect((await open(here.roomId)).file.name).toBe('a');
    expect(await refusalCode(open(other.roomId))).toBe('file_not_found');
  });

  test("of one's own pages: those, not the account", async () => {
    const { token } = await pagesOf(await newcomer());
    const { notifications, sessions, auth, profile } = await by(token);
    await notifications.getInbox({ limit: 1 });
    await sessions.getMySessions({});
    for (const refused of [
      () => auth.startLink(),
      () => auth.completeLink({ code: 'AAAA-AAAA' }),
      () => auth.signOutEverywhere(),
      () => auth.updateSettings({ language: 'es' }),
      () => sessions.openFeed(),
      () => profile.updateMyProfile({ bio: 'Mine' }),
    ])
      expect(await refusalCode(refused())).toBe('not_allowed');
  });

  test('of no procedure that is not there', async () => {
    const { audiences } = await import('../audiences.ts');
    const { appRouter } = await import('../../api.ts');
    const known = new Set(Object.keys(appRouter._def.procedures));
    for (const procedures of Object.values(audiences))
      for (const path of Object.keys(procedures ?? {})) expect(known, path).toContain(path);
  });
});

describe('AU-2: a session ends on its day', () => {
  test('a token makes another one, which is of the same session', async () => {
    const { token } = await pagesOf(await newcomer());
    core.clock.advance({ minutes: 14 });
    const { token: next } = await (await by(token)).auth.createToken();
    core.clock.advance({ minutes: 2 });
    expect(await isOver(token)).toBe(true);
    const [first, second] = [await core.services.tokens.verify(next), (await core.actorOfToken(next)).grant];
    expect(second?.sessionId).toBe(first.sessionId);
  });

  test('after thirty days, however often it was renewed', async () => {
    let { pass, token } = await pagesOf(await newcomer());
    for (let day = 1; day < 30; day += 1) {
      core.clock.advance({ hours: 24 });
      ({ pass, token } = await renew(pass));
    }
    core.clock.advance({ hours: 23, minutes: 50 });
    ({ pass, token } = await renew(pass));
    ({ token } = await (await by(token)).auth.createToken());
    core.clock.advance({ minutes: 10 });
    expect(await isOver(token)).toBe(true);
    expect(await refusalCode(renew(pass))).toBe('not_signed_in');
  });

  test('what is opened from it ends with it, and no later', async () => {
    const ana = await newcomer();
    const pages = await pagesOf(ana);
    const room = await (await ana.api()).rooms.createRoom({ title: 'Room' });
    core.clock.advance({ hours: 29 * 24 });
    const { token, pass } = await renew(pages.pass);
    const door = secretOf(await (await by(token)).rooms.openDoor({ roomId: room.id }));
    const entered = await guest().rooms.enterRoom({ door });
    core.clock.advance({ hours: 25 });
    expect(await refusalCode(guest().rooms.renewPass({ pass: entered.pass }))).toBe('not_signed_in');
    expect(await refusalCode(renew(pass))).toBe('not_signed_in');
  });

  test('by the playground it is short, and nothing renews it past its end', async () => {
    const ana = await newcomer();
    let { token } = await (await ana.api()).auth.createToken();
    for (let minutes = 0; minutes < 12 * 60 - 14; minutes += 14) {
      core.clock.advance({ minutes: 14 });
      ({ token } = await (await by(token)).auth.createToken());
    }
    core.clock.advance({ minutes: 6 });
    expect(await isOver(token)).toBe(true);
  });
});

describe('AU-3: a refresh token is used once', () => {
  test('a used one that comes again ends all of it', async () => {
    const { pass } = await pagesOf(await newcomer());
    const renewed = await renew(pass);
    core.clock.advance({ seconds: 21 });
    expect(await refusalCode(renew(pass))).toBe('not_signed_in');
    expect(await refusalCode(renew(renewed.pass))).toBe('not_signed_in');
    expect(await isOver(renewed.token)).toBe(true);
  });

  test('also what was opened from it, and links that it asked for', async () => {
    const ana = await newcomer();
    const { roomId } = await roomOf(ana);
    const pages = await pagesOf(ana);
    const { rooms } = await by(pages.token);
    const room = await guest().rooms.enterRoom({ door: secretOf(await rooms.openDoor({ roomId })) });
    const unused = secretOf(await rooms.openDoor({ roomId }));
    await renew(pages.pass);
    core.clock.advance({ seconds: 21 });
    await refusalCode(renew(pages.pass));
    expect(await isOver(room.token)).toBe(true);
    expect(await refusalCode(guest().rooms.renewPass({ pass: room.pass }))).toBe('not_signed_in');
    expect(await refusalCode(guest().rooms.enterRoom({ door: unused }))).toBe('door_expired');
  });

  test('a lost answer is asked for again within seconds, and is the same', async () => {
    const { pass } = await pagesOf(await newcomer());
    const lost = await renew(pass);
    core.clock.advance({ seconds: 15 });
    const again = await renew(pass);
    expect(again.pass).toBe(lost.pass);
    const next = await renew(again.pass);
    // Two steps back is no lost answer any more.
    expect(await refusalCode(renew(pass))).toBe('not_signed_in');
    expect(await refusalCode(renew(next.pass))).toBe('not_signed_in');
  });

  test('two tabs that ask at once go on with one', async () => {
    const { pass } = await pagesOf(await newcomer());
    const answers = await Promise.all([1, 2, 3, 4].map(() => renew(pass)));
    expect(new Set(answers.map((answer) => answer.pass)).size).toBe(1);
    core.clock.advance({ minutes: 10 });
    await renew(answers[0]?.pass ?? '');
  });

  test('none of ours, or one of another place, ends nothing', async () => {
    const { pass } = await pagesOf(await newcomer());
    for (const wrong of ['', '.', 'none', `${'A'.repeat(32)}.${'B'.repeat(43)}`])
      expect(await refusalCode(renew(wrong))).toBe('not_signed_in');
    expect(await refusalCode(guest().rooms.renewPass({ pass }))).toBe('not_signed_in');
    await renew(pass);
  });

  test('only hashes of them are kept', async () => {
    const { pass } = await pagesOf(await newcomer());
    const rows = JSON.stringify(await core.services.database.prisma.browserSession.findMany());
    for (const part of [pass, ...pass.split('.')]) expect(rows).not.toContain(part);
  });
});

describe('AU-4: signing out', () => {
  test('everywhere: every session and every unused link, and every process hears of it', async () => {
    const [ana, bo] = [await newcomer(), await newcomer()];
    const [pages, room, others] = [await pagesOf(ana), await roomOf(ana), await pagesOf(bo)];
    const unused = secretOf(await (await ana.api()).auth.openPages());
    const words: SignedOutWord[] = [];
    const stop = core.services.realtime.watchSignedOut((word) => words.push(word));
    expect(await (await ana.api()).auth.signOutEverywhere()).toEqual({ ended: 2 });
    await expect.poll(() => words).toHaveLength(1);
    stop();
    const ids = await Promise.all([pages, room].map(async ({ token }) => core.services.tokens.verify(token)));
    expect(words).toMatchObject([{ signedOut: ana.userId }]);
    expect(words[0]?.sessionIds.toSorted()).toEqual(ids.map(({ sessionId }) => sessionId).toSorted());
    expect([await isOver(pages.token), await isOver(room.token), await isOver(others.token)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(await refusalCode(guest().auth.enterPages({ secret: unused }))).toBe('door_expired');
    expect(await refusalCode(renew(pages.pass))).toBe('not_signed_in');
  });

  test("one of one's own, with what was opened from it; nobody else's", async () => {
    const [ana, bo] = [await newcomer(), await newcomer()];
    const { roomId } = await roomOf(ana);
    const pages = await pagesOf(ana);
    const door = secretOf(await (await by(pages.token)).rooms.openDoor({ roomId }));
    const room = await guest().rooms.enterRoom({ door });
    const api = await ana.api();
    const { total, items } = await api.auth.getMySignIns({ limit: 5, offset: 0 });
    expect(total).toBe(2);
    expect(items[0]).toMatchObject({ audience: 'pages', device: 'Firefox · Linux', roomTitle: null });
    expect(items[1]).toMatchObject({ audience: 'room', roomTitle: 'Room' });
    expect((await api.auth.getMySignIns({ limit: 1, offset: 1 })).items).toEqual([items[1]]);
    const id = items[0]?.id ?? 0;
    expect(await (await bo.api()).auth.endSignIn({ id })).toEqual({ ended: 0 });
    expect(await api.auth.endSignIn({ id })).toEqual({ ended: 2 });
    expect(await api.auth.endSignIn({ id })).toEqual({ ended: 0 });
    expect([await isOver(pages.token), await isOver(room.token)]).toEqual([true, true]);
    expect((await api.auth.getMySignIns({ limit: 5, offset: 0 })).total).toBe(1);
  });

  test('by the browser itself', async () => {
    const { token } = await pagesOf(await newcomer());
    expect(await (await by(token)).auth.signOut()).toEqual({ ended: 1 });
    expect(await isOver(token)).toBe(true);
  });

  test('of more than thirty those that were not seen for longest end', async () => {
    const ana = await newcomer();
    const first = await pagesOf(ana);
    for (let count = 0; count < 30; count += 1) {
      core.clock.advance({ minutes: 1 });
      await (await ana.api()).auth.createToken();
    }
    expect(await refusalCode(renew(first.pass))).toBe('not_signed_in');
    expect((await (await ana.api()).auth.getMySignIns({ limit: 50, offset: 0 })).total).toBe(30);
  });

  test('who holds a line open asks which sessions still are', async () => {
    const [ana, bo] = [await newcomer(), await newcomer()];
    const entries = [await pagesOf(ana), await pagesOf(bo), await pagesOf(bo)];
    const ids = await Promise.all(
      entries.map(async ({ token }) => (await core.services.tokens.verify(token)).sessionId),
    );
    const live = async () => (await system().auth.getLiveSessions({ ids })).toSorted();
    expect(await live()).toEqual(ids.toSorted());
    await (await by(entries[1]?.token ?? '')).auth.signOut();
    expect(await live()).toEqual([ids[0], ids[2]].toSorted());
    await core.services.database.prisma.user.update({ where: { id: ana.userId }, data: { deletedAt: new Date() } });
    expect(await live()).toEqual([ids[2]]);
    core.clock.advance({ hours: 31 * 24 });
    expect(await live()).toEqual([]);
    expect(await refusalCode((await bo.api()).auth.getLiveSessions({ ids }))).toBe('not_allowed');
  });
});
