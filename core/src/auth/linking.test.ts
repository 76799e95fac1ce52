import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
      const merged = await complete(typist, (await codeOf(maker)).toLowerCase().replace('-', ' '));
      expect(merged).toEqual({ userId: older.userId, absorbedId: younger.userId });
      expect(await refusalCode(younger.actor())).toBe('not_signed_in');
      const { userId } = await core.services.tokens.verify(token);
      expect(await refusalCode(core.actor(userId, 'browser'))).toBe('not_signed_in');
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
    await complete(bo, fresh);
    expect(await refusalCode(complete(cleo, fresh))).toBe('link_code_invalid');
  });

  test('a new code takes the place of the one before', async () => {
    const [dan, eva] = await pair('dan', 'eva');
    const before = await codeOf(dan);
    const after = await codeOf(dan);
    expect(await refusalCode(complete(eva, before))).toBe('link_code_invalid');
    expect((await complete(eva, after)).userId).toBe(dan.userId);
  });

  test('one code typed by two at once joins one of them', async () => {
    const [fay, gil] = await pair('fay', 'gil');
    const hal = await core.newcomer('hal');
    const code = await codeOf(fay);
    const actors = [await gil.actor(), await hal.actor()];
    const answers = await Promise.allSettled(actors.map((actor) => core.as(actor).auth.completeLink({ code })));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { prisma } = core.services.database;
    const ids = [gil.userId, hal.userId];
    expect(await prisma.user.count({ where: { id: { in: ids }, deletedAt: null } })).toBe(1);
  });

  test('after guessing ten times a minute the next guess is refused unread', async () => {
    const [ida, jo] = await pair('ida', 'jo');
    const guesser = await jo.actor();
    const guess = (code: string) => refusalCode(core.as(guesser).auth.completeLink({ code }));
    for (let tries = 0; tries < 10; tries += 1) expect(await guess('AAAA-AAAA')).toBe('link_code_invalid');
    expect(await guess(await codeOf(ida))).toBe('too_many_requests');
  });
});

describe('an account that was absorbed', () => {
  test('leads on: its open code joins with the account that it became', async () => {
    const [first, second] = await pair('first', 'second');
    const third = await core.newcomer('third');
    const codeOfSecond = await codeOf(second);
    await complete(second, await codeOf(first));
    expect(await complete(third, codeOfSecond)).toEqual({ userId: first.userId, absorbedId: third.userId });
    expect((await core.newcomer('third')).userId).toBe(first.userId);
  });

  test('takes nobody with it: who joins it while it is joined elsewhere is joined there or not at all', async () => {
    const [one, two] = await pair('one', 'two');
    const three = await core.newcomer('three');
    const [codeOfOne, codeOfTwo] = [await codeOf(one), await codeOf(two)];
    const [actorOfTwo, actorOfThree] = [await two.actor(), await three.actor()];
    await Promise.allSettled([
      core.as(actorOfTwo).auth.completeLink({ code: codeOfOne }),
      core.as(actorOfThree).auth.completeLink({ code: codeOfTwo }),
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
    await complete(lou, await codeOf(kim));
    const refused = await refusalCode(core.as(stale).auth.completeLink({ code: await codeOf(mia) }));
    expect(refused).toBe('link_code_invalid');
    expect((await mia.actor()).userId).toBe(mia.userId);
  });
});
