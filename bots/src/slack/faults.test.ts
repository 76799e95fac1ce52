import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';
import type { Person } from '../../test/slack/people.ts';

let core: TestCore;
let on: RunningSlack | null = null;
beforeAll(async () => {
  core = await openTestCore();
});
afterEach(async () => {
  await on?.close();
  on = null;
});
afterAll(() => core.close());

async function start(options: Parameters<typeof startSlackBot>[1] = {}): Promise<RunningSlack> {
  on = await startSlackBot(core, { everyMs: 0, ...options });
  return on;
}
const callsOf = ({ slack }: RunningSlack, method: string) =>
  slack.calls.filter((call) => call.method === method).length;

async function learner({ workspace }: RunningSlack, name: string): Promise<Person> {
  const made = workspace.person({ name });
  const form = await (await made.runs('/echo')).modal();
  const submitted = await made.submits(form, { teach: 'Guitar', learn: 'Spanish', timezone: 'Europe/London' });
  if ((await submitted.modal()).title === '⏳ One moment') await submitted.modal();
  return made;
}

describe('a form', () => {
  test('that comes too late for its trigger is a button that opens it', async () => {
    const running = await start();
    const mei = running.workspace.person({ name: 'Mei' });
    running.slack.fault({ method: 'views.open', kind: 'error:expired_trigger_id', times: 1 });
    const late = await (await mei.runs('/echo')).message();
    expect(late).toMatchObject({ isEphemeral: true });
    expect((await (await mei.presses(late, 'Open the form')).modal()).inputs).toHaveLength(3);
  });

  test('whose opening was lost on the way back is shown once', async () => {
    const running = await start();
    const mei = running.workspace.person({ name: 'Mei' });
    running.slack.fault({ method: 'views.open', kind: 'lost', times: 1 });
    const said = await mei.runs('/echo');
    await said.modal();
    await expect.poll(() => callsOf(running, 'views.open')).toBe(2);
    await (await mei.runs('/echo help')).message();
    expect(mei.messages()).toHaveLength(1);
  });

  test('whose window was closed before the answer came is answered as a message', async () => {
    const running = await start();
    const mei = await learner(running, 'Mei');
    const form = await (await mei.runs('/echo goals add')).modal();
    running.slack.fault({ method: 'views.update', kind: 'error:not_found' });
    const held = await holdDatabase();
    const submitted = await mei.submits(form, { title: 'Play a song' });
    expect((await submitted.modal()).title).toBe('⏳ One moment');
    held.release();
    expect((await submitted.message()).allText).toContain('Play a song');
  });
});

describe('an answer', () => {
  test('whose response URL is used up comes another way, once', async () => {
    const running = await start();
    const mei = await learner(running, 'Mei');
    running.slack.fault({ method: 'response_url', kind: 404 });
    const inChannel = await (await mei.runs('/echo help', running.workspace.channel('general'))).message();
    expect(inChannel).toMatchObject({ isEphemeral: true, channel: running.workspace.channel('general').id });
    // The bot is not in this one.
    const elsewhere = await (await mei.runs('/echo help', running.workspace.channel('news'))).message();
    expect(elsewhere).toMatchObject({ isEphemeral: false });
    expect(elsewhere.channel).not.toBe(running.workspace.channel('news').id);
    const card = await (await mei.writes('echo')).message();
    const changed = await (await mei.presses(card, 'My skills')).message();
    expect(changed).toMatchObject({ ts: card.ts, edits: 1 });
    expect(mei.messages()).toHaveLength(4);
  });

  test.each([500, 'reset'] as const)('whose response URL fails with %s gets there with the next try', async (kind) => {
    const running = await start();
    const mei = await learner(running, 'Mei');
    running.slack.fault({ method: 'response_url', kind, times: 1 });
    expect((await (await mei.runs('/echo help')).message()).allText).toContain('match find');
    expect(mei.messages()).toHaveLength(1);
  });

  test('in place of a card whose answer was lost is there once', async () => {
    const running = await start();
    const mei = await learner(running, 'Mei');
    const card = await (await mei.runs('/echo')).message();
    running.slack.fault({ method: 'response_url', kind: 'lost', times: 1 });
    await mei.presses(card, 'My skills');
    await expect.poll(() => callsOf(running, 'response_url')).toBe(3);
    const { messages } = running.slack.world;
    expect(messages.filter(({ onlyFor }) => onlyFor === mei.id)).toHaveLength(1);
  });

  test('to a direct message whose answer was lost is there once', async () => {
    const running = await start();
    const mei = await learner(running, 'Mei');
    running.slack.fault({ method: 'chat.postMessage', kind: 'lost', times: 1 });
    await (await mei.writes('help')).message();
    running.slack.clearFaults();
    await (await mei.writes('goals list')).message();
    expect(mei.messages()).toHaveLength(2);
  });

  test('that Slack refuses is an apology', async () => {
    const running = await start();
    const mei = await learner(running, 'Mei');
    running.slack.fault({ method: 'chat.postMessage', kind: 'error:invalid_blocks', times: 1 });
    expect((await (await mei.writes('help')).message()).allText).toContain('That was us');
  });
});

/** Takes every connection to the database, so that nothing that is asked of it is answered. */
async function holdDatabase() {
  const { pool } = core.services.database;
  const held = await Promise.all(Array.from({ length: pool.options.max ?? 10 }, () => pool.connect()));
  return {
    release() {
      for (const client of held) client.release();
    },
  };
}

describe('a database that does not answer for five seconds', () => {
  test('leaves nobody without an acknowledgement within two, nor without an answer', async () => {
    const running = await start();
    const people = await Promise.all(Array.from({ length: 4 }, (_, index) => learner(running, `P${index}`)));
    const cards = await Promise.all(people.map(async (one) => (await one.runs('/echo')).message()));
    const forms = await Promise.all(people.map(async (one) => (await one.runs('/echo goals add')).modal()));
    const held = await holdDatabase();
    const released = wait(5_000).then(held.release);
    const said = await Promise.all(
      people.flatMap((one, index) => {
        const [card, form] = [cards[index], forms[index]];
        if (!card || !form) return [];
        return [
          one.runs('/echo skills list').then((told) => ({ told, answer: told.message })),
          one.writes('goals list').then((told) => ({ told, answer: told.message })),
          one.presses(card, 'My skills').then((told) => ({ told, answer: told.message })),
          one.usesShortcut('echo_home').then((told) => ({ told, answer: told.modal })),
          one.submits(form, { title: 'Play a song' }).then((told) => ({ told, answer: told.modal })),
        ];
      }),
    );
    expect(said).toHaveLength(20);
    for (const { told } of said) {
      expect(told.status).toBe(200);
      expect(told.ackMs).toBeLessThan(2_000);
    }
    for (const { answer } of said) expect((await answer()).allText.length).toBeGreaterThan(10);
    await released;
    // What waited in a window has become an answer.
    await expect
      .poll(() => people.every((one) => !JSON.stringify(lastModalOf(running, one)).includes('⏳ One moment')), {
        timeout: 10_000,
      })
      .toBe(true);
  }, 40_000);
});

const lastModalOf = ({ slack, workspace }: RunningSlack, { id }: Person) =>
  slack.world.workspaces.get(workspace.teamId)?.people.get(id)?.modals.at(-1)?.view;

describe('the one workspace’s token', () => {
  test('revoked in the middle of work ends it with a sentence, and no call is made with it any more', async () => {
    const running = await start();
    const mei = await learner(running, 'Mei');
    running.workspace.endTokens('revoked');
    // A response URL needs no token: whoever asks is answered still.
    expect((await (await mei.runs('/echo help')).message()).allText).toContain('match find');
    await mei.writes('help');
    expect(await running.bot.ended).toMatch(/token_revoked.*SLACK_BOT_TOKEN/);
    const calls = running.slack.calls.length;
    await mei.writes('goals list');
    await (await mei.runs('/echo help')).message();
    expect(running.slack.calls.slice(calls).map(({ method }) => method)).toEqual(['response_url']);
  });
});

describe('closing', () => {
  test('lets what was begun be answered', async () => {
    const running = await start();
    const mei = await learner(running, 'Mei');
    const told = await mei.runs('/echo help');
    await running.bot.close();
    expect((await told.message()).allText).toContain('match find');
  });
});
