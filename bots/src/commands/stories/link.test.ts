import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { cardOf, openStory, wordsOf } from '../../../test/story.ts';

let core: TestCore;
let meet: ReturnType<typeof openStory>;
beforeAll(async () => {
  core = await openTestCore();
  meet = openStory(core);
});
afterAll(() => core.close());

const pair = async (name: string) =>
  [
    meet(await core.learner(name, { teaches: { Guitar: 7 } })),
    meet(await core.learner(`${name} Elsewhere`, { learns: { Chess: 2 } })),
  ] as const;

const codeOn = (answer: Parameters<typeof cardOf>[0]) => cardOf(answer).fields[0]?.value.replaceAll('`', '') ?? '';

describe('one learner in two chats', () => {
  test('a code made in one and typed in the other makes one account of both', async () => {
    const [here, there] = await pair('Ana');
    const code = codeOn(await here.says('/link'));
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(cardOf(await there.says(`/link ${code.toLowerCase().replace('-', ' ')}`)).title).toBe(
      'Your accounts are one',
    );
    expect(wordsOf(await here.says('/skills'))).toMatch(/Guitar.*Chess/s);
    expect(cardOf(await here.says(`/link ${code}`)).tone).toBe('trouble');
  });

  test('a code is not for the account that made it', async () => {
    const [here] = await pair('Bo');
    const code = codeOn(await here.says('/link'));
    expect(wordsOf(await here.says(`/link code:${code}`))).toContain('That is this account’s own code');
  });

  test('a code is worth nothing after ten minutes, nor once there is a newer one', async () => {
    const [here, there] = await pair('Cai');
    const first = codeOn(await here.says('/link'));
    const second = codeOn(await here.says('/link'));
    expect(wordsOf(await there.says(`/link ${first}`))).toContain('wrong, used or older');
    core.clock.advance({ minutes: 11 });
    expect(wordsOf(await there.says(`/link ${second}`))).toContain('wrong, used or older');
  });

  test('an empty code is no code: it makes one', async () => {
    const [here] = await pair('Dee');
    expect(codeOn(await here.says('/link code:'))).toHaveLength(9);
  });

  test('guessing is slowed down', async () => {
    const [, there] = await pair('Eli');
    for (let tries = 0; tries < 10; tries += 1) await there.says(`/link AAAA-AA${tries}A`);
    expect(wordsOf(await there.says('/link AAAA-AAAA'))).toContain('That was quick');
  });
});
