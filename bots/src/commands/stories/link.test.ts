import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { button, cardOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';
import { openDispatcher } from '../dispatch.ts';
import { noticeCard } from '../notices.ts';

let core: TestCore;
let meet: ReturnType<typeof openStory>;
let worker: Awaited<ReturnType<TestCore['startWorker']>>;
beforeAll(async () => {
  core = await openTestCore();
  meet = openStory(core);
  worker = await core.startWorker();
});
afterAll(async () => {
  await worker.stop();
  await core.close();
});

const pair = async (name: string) =>
  [
    meet(await core.learner(name, { teaches: { Guitar: 7 } })),
    meet(await core.learner(`${name} Elsewhere`, { learns: { Chess: 2 } })),
  ] as const;

const codeOn = (answer: Parameters<typeof cardOf>[0]) => cardOf(answer).fields[0]?.value.replaceAll('`', '') ?? '';
const ask = 'Both are mine: ask my other chat';
const yes = 'Both are mine: join them';

/** Both sides say yes. */
async function joined(here: Voice, there: Voice) {
  const code = codeOn(await here.says('/link'));
  await there.presses(button(await there.says(`/link ${code}`), ask));
  return here.presses(button(await here.says('/link'), yes));
}

describe('one learner in two chats', () => {
  test('a code shows both accounts; both sides say yes, and one account is made of both', async () => {
    const [here, there] = await pair('Ana');
    const code = codeOn(await here.says('/link'));
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const preview = await there.says(`/link ${code.toLowerCase().replace('-', ' ')}`);
    expect(cardOf(preview).title).toBe('Join these two accounts?');
    expect(cardOf(preview).fields.map(({ value }) => value.split('\n')[0])).toEqual(['**Ana Elsewhere**', '**Ana**']);
    expect(wordsOf(preview)).toMatch(/1 skill · 0 partners/);
    expect(wordsOf(preview)).toContain('Only go on if both accounts are yours, and you asked for this yourself.');
    expect(cardOf(await there.presses(button(preview, ask))).title).toBe('Now say yes in your other chat');
    expect(wordsOf(await there.says('/skills'))).not.toContain('Guitar');

    const question = await here.says('/link');
    expect(cardOf(question).fields.map(({ value }) => value.split('\n')[0])).toEqual(['**Ana**', '**Ana Elsewhere**']);
    expect(wordsOf(question)).toContain('Did somebody send you a code');
    expect(cardOf(await here.presses(button(question, yes))).title).toBe('Your accounts are one');
    expect(wordsOf(await here.says('/skills'))).toMatch(/Guitar.*Chess/s);
    expect(cardOf(await here.says(`/link ${code}`)).tone).toBe('trouble');
    // A card that was left open says that it is over.
    expect(wordsOf(await here.presses(button(question, yes)))).toContain('This question was answered');
  });

  test('the question reaches the inbox, as a card that shows both; no is said once', async () => {
    const [here, there] = await pair('Fay');
    const code = codeOn(await here.says('/link'));
    await there.presses(button(await there.says(`/link ${code}`), ask));
    const inbox = async (who: Voice) => (await (await who.api()).notifications.getInbox({ limit: 1 })).items[0];
    await expect.poll(async () => (await inbox(here))?.kind).toBe('account.link-asked');
    const notice = await inbox(here);
    if (!notice) throw new Error('no notice');
    const ctx = await openDispatcher(core).context(here.userId, 'playground');
    const asked = { card: await noticeCard(ctx, notice) };
    expect(cardOf(asked).fields).toHaveLength(2);
    const no = button(asked, 'No, not mine');
    expect(cardOf(await here.presses(no)).title).toBe('Nothing was joined');
    expect(wordsOf(await here.presses(no))).toContain('This question was answered');
    expect((await noticeCard(ctx, notice)).title).toBe('This question is over');
    await expect.poll(async () => (await inbox(there))?.kind).toBe('account.link-declined');
    expect(wordsOf(await there.says('/inbox'))).toContain('Your accounts were not joined');
  });

  test('it can be undone for a week, after it is said what that does, from either chat', async () => {
    const [here, there] = await pair('Gil');
    const done = await joined(here, there);
    const both = meet(await core.newcomer('Gil Elsewhere', there.handle));
    expect(both.userId).toBe(here.userId);
    const question = await both.presses(button(done, 'Undo it'));
    expect(wordsOf(question)).toMatch(
      /each chat gets its own account again.*what came since stays with the older account/s,
    );
    expect(cardOf(await both.presses(button(question, 'Make two again'))).title).toBe('Your accounts are two again');
    expect(wordsOf(await here.says('/skills'))).not.toContain('Chess');
    expect(wordsOf(await there.says('/skills'))).toContain('Chess');
    for (const who of [here, there]) {
      await expect
        .poll(async () => (await (await who.api()).notifications.getInbox({ limit: 1 })).items[0]?.kind)
        .toBe('account.unlinked');
    }
    expect(cardOf(await here.says('/link undo')).title).toBe('There is nothing to undo');
    expect(wordsOf(await both.presses(button(question, 'Make two again')))).toContain('There is nothing to undo');
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
