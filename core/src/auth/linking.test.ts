import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from '../../../test/accounts.ts';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusalCode } from '../../../test/refusal.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const codeOf = async (person: Person) => (await (await person.api()).auth.startLink()).code;
const complete = async (person: Person, code: string) => (await person.api()).auth.completeLink({ code });
const pair = async (a: string, b: string) => [await core.newcomer(a), await core.newcomer(b)] as const;

describe('linking two accounts', () => {
  test('the older account stays, whichever typed the code; the younger can do nothing any more', async () => {
    for (const [index, typedBy] of (['older', 'younger'] as const).entries()) {
      const [older, younger] = await pair(`older${index}`, `younger${index}`);
      const [maker, typist] = typedBy === 'younger' ? [older, younger] : [younger, older];
      const stale = await younger.actor();
      const { token } = await core.as(stale).auth.createToken();
      expect(await join(maker, typist)).toEqual({ userId: older.userId, absorbedId: younger.userId });
      expect(await refusalCode(younger.actor())).toBe('not_signed_in');
      expect(await refusalCode(core.actorOfToken(token))).toBe('not_signed_in');
      // The chat of the younger account now speaks for the older one.
      expect((await core.newcomer(younger.handle)).userId).toBe(older.userId);
    }
  });

  test('a wrong, an expired, a used and an own code are refused', async () => {
    const [ana, bo] = await pair('ana', 'bo');
    const cleo = await core.newcomer('cleo');
    expect(await refusalCode(complete(bo, 'AAAA-AAAA'))).toBe('link_code_invalid');
    const code = await codeOf(ana);
    expect(await refusalCode(complete(ana, code))).toBe('link_code_own');
    core.clock.advance({ minutes: 10 });
    expect(await refusalCode(complete(bo, code))).toBe('link_code_invalid');
    const fresh = await codeOf(ana);
    await complete(bo, fresh.toLowerCase().replace('-', ' '));
    expect(await refusalCode(complete(cleo, fresh))).toBe('link_code_invalid');
  });

  test('a new code takes the place of the one before', async () => {
    const [dan, eva] = await pair('dan', 'eva');
    const before = await codeOf(dan);
    const after = await codeOf(dan);
    expect(await refusalCode(complete(eva, before))).toBe('link_code_invalid');
    expect((await complete(eva, after)).requestId).toBeGreaterThan(0);
  });

  test('one code typed by two at once asks about one of them', async () => {
    const [fay, gil] = await pair('fay', 'gil');
    const hal = await core.newcomer('hal');
    const code = await codeOf(fay);
    const actors = [await gil.actor(), await hal.actor()];
    const answers = await Promise.allSettled(actors.map((actor) => core.as(actor).auth.completeLink({ code })));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { prisma } = core.services.database;
    expect(await prisma.linkRequest.count({ where: { fromId: fay.userId } })).toBe(1);
  });

  test('after guessing ten times a minute the next guess is refused unread', async () => {
    const [ida, jo] = await pair('ida', 'jo');
    const guesser = await jo.actor();
    const guess = (code: string) => refusalCode(core.as(guesser).auth.completeLink({ code }));
    for (let tries = 0; tries < 10; tries += 1) expect(await guess('AAAA-AAAA')).toBe('link_code_invalid');
    expect(await guess(await codeOf(ida))).toBe('too_many_requests');
  });
});

describe('AU-6: both sides say yes before anything is joined', () => {
  const request = async (maker: Person, typist: Person) => (await complete(typist, await codeOf(maker))).requestId;
  const answer = async (person: Person, requestId: number, said: 'confirmLink' | 'declineLink') =>
    (await person.api()).auth[said]({ requestId });
  const stands = async (...people: Person[]) =>
    core.services.database.prisma.user.count({
      where: { id: { in: people.map(({ userId }) => userId) }, deletedAt: null },
    });

  test('a code shows both accounts, and stays good', async () => {
    const [nia, oda] = await pair('nia', 'oda');
    await (await nia.api()).goals.createGoal({ title: 'A goal' });
    const code = await codeOf(nia);
    for (let looks = 0; looks < 2; looks += 1) {
      const { mine, other } = await (await oda.api()).auth.previewLink({ code });
      expect([mine.userId, other.userId]).toEqual([oda.userId, nia.userId]);
      expect(other).toMatchObject({
        displayName: 'nia',
        chats: [{ platform: 'playground', handle: 'nia' }],
        counts: { skills: 0, partners: 0, sessions: 0, rooms: 0 },
      });
    }
    expect(await stands(nia, oda)).toBe(2);
  });

  test('the side that made the code is asked, sees both, and its no is a no', async () => {
    const [pia, quy] = await pair('pia', 'quy');
    const requestId = await request(pia, quy);
    expect(await stands(pia, quy)).toBe(2);
    const asked = await (await pia.api()).auth.getLinkRequest({});
    expect(asked).toMatchObject({ id: requestId, mine: { userId: pia.userId }, other: { userId: quy.userId } });
    for (const other of [quy, await core.newcomer('stranger')]) {
      expect(await (await other.api()).auth.getLinkRequest({ requestId })).toBeNull();
      expect(await refusalCode(answer(other, requestId, 'confirmLink'))).toBe('link_request_over');
    }
    await answer(pia, requestId, 'declineLink');
    expect(await refusalCode(answer(pia, requestId, 'confirmLink'))).toBe('link_request_over');
    expect(await stands(pia, quy)).toBe(2);
  });

  test('a question is too old after an hour, and a newer one takes its place', async () => {
    const [ria, sol] = await pair('ria', 'sol');
    const first = await request(ria, sol);
    const second = await request(ria, sol);
    expect(await refusalCode(answer(ria, first, 'confirmLink'))).toBe('link_request_over');
    core.clock.advance({ minutes: 60 });
    expect(await (await ria.api()).auth.getLinkRequest({})).toBeNull();
    expect(await refusalCode(answer(ria, second, 'confirmLink'))).toBe('link_request_over');
    expect(await stands(ria, sol)).toBe(2);
  });

  test('of two yeses at once one joins', async () => {
    const [tom, una] = await pair('tom', 'una');
    const requestId = await request(tom, una);
    const api = await tom.api();
    const both = await Promise.allSettled([api.auth.confirmLink({ requestId }), api.auth.confirmLink({ requestId })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await stands(tom, una)).toBe(1);
  });

  test('a browser joins nothing, whatever its token is for', async () => {
    const [vic, wim] = await pair('vic', 'wim');
    const requestId = await request(vic, wim);
    const code = await codeOf(wim);
    const { auth } = core.as(await core.actorOfToken((await (await vic.api()).auth.createToken()).token));
    for (const refused of [
      () => auth.startLink(),
      () => auth.previewLink({ code }),
      () => auth.completeLink({ code }),
      () => auth.confirmLink({ requestId }),
      () => auth.declineLink({ requestId }),
      () => auth.undoLink(),
    ])
      expect(await refusalCode(refused())).toBe('not_allowed');
  });

  test('who tries EchoChat in the playground and who is on a real chat stay two', async () => {
    const xia = await core.newcomer('xia');
    const system = core.as({ kind: 'system', name: 'test' });
    const known = { platform: 'discord', externalId: '4711', handle: 'yves', displayName: 'Yves' } as const;
    const { userId } = await system.auth.identify(known);
    const { auth } = core.as(await core.actor(userId, 'discord'));
    const { code } = await auth.startLink();
    expect(await refusalCode(complete(xia, code))).toBe('link_networks');
    expect(await refusalCode((await xia.api()).auth.previewLink({ code }))).toBe('link_networks');
    expect(await refusalCode(auth.previewLink({ code: await codeOf(xia) }))).toBe('link_networks');
  });
});

describe('an account that was absorbed', () => {
  test('leads on: its open code joins with the account that it became', async () => {
    const [first, second] = await pair('first', 'second');
    const third = await core.newcomer('third');
    const codeOfSecond = await codeOf(second);
    await join(first, second);
    const { requestId } = await complete(third, codeOfSecond);
    expect(await (await first.api()).auth.confirmLink({ requestId })).toMatchObject({
      userId: first.userId,
      absorbedId: third.userId,
    });
    expect((await core.newcomer('third')).userId).toBe(first.userId);
  });

  test('takes nobody with it: who joins it while it is joined elsewhere is joined there or not at all', async () => {
    const [one, two] = await pair('one', 'two');
    const three = await core.newcomer('three');
    const ofOne = await complete(two, await codeOf(one));
    const ofTwo = await complete(three, await codeOf(two));
    const [actorOfOne, actorOfTwo] = [await one.actor(), await two.actor()];
    await Promise.allSettled([
      core.as(actorOfOne).auth.confirmLink({ requestId: ofOne.requestId }),
      core.as(actorOfTwo).auth.confirmLink({ requestId: ofTwo.requestId }),
    ]);
    // Whoever an identity leads to can be spoken for.
    for (const handle of ['one', 'two', 'three']) {
      const person = await core.newcomer(handle);
      expect((await person.actor()).userId).toBe(person.userId);
    }
  });

  test('cannot be joined by a sign-in that is older than the joining', async () => {
    const [kim, lou] = await pair('kim', 'lou');
    const mia = await core.newcomer('mia');
    const stale = await lou.actor();
    await join(kim, lou);
    const refused = await refusalCode(core.as(stale).auth.completeLink({ code: await codeOf(mia) }));
    expect(refused).toBe('link_code_invalid');
    expect((await mia.actor()).userId).toBe(mia.userId);
  });
});
