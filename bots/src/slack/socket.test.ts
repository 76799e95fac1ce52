import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type Slack, startSlack, type Workspace } from '../../test/slack/slack.ts';
import { bridgeSocket, type SocketBridge } from '../../test/slack/socket-bridge.ts';
import { openSlack, type SlackBot } from './slack.ts';

let core: TestCore;
let slack: Slack;
let bridge: SocketBridge;
let workspace: Workspace;
let bot: SlackBot;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  slack = await startSlack();
  bridge = await bridgeSocket(slack);
  workspace = slack.workspace({ name: 'Acme' });
  bot = await openSlack(
    core,
    {
      signingSecret: null,
      appToken: slack.appToken,
      apiUrl: bridge.apiUrl,
      publicUrl: null,
      app: { kind: 'workspace', botToken: workspace.installDirectly() },
    },
    { everyMs: 0, reconnectMs: 20, pingMs: 300 },
  );
});
afterEach(async () => {
  await bot.close();
  await bridge.close();
  await slack.close();
});

describe('by Socket Mode', () => {
  test('everything is answered as over HTTP', async () => {
    await bridge.connected();
    const mei = workspace.person({ name: 'Mei' });
    const form = await (await mei.runs('/echo')).modal();
    expect(await mei.typesInto(form, 'teach', 'guit')).toContain('Guitar');
    const submitted = await mei.submits(form, { teach: 'Guitar', learn: 'Spanish', timezone: 'Europe/London' });
    const window = await submitted.modal();
    expect((window.title === '⏳ One moment' ? await submitted.modal() : window).allText).toContain('Welcome');
    const card = await (await mei.writes('echo')).message();
    expect((await (await mei.presses(card, 'My skills')).message()).ts).toBe(card.ts);
    expect((await mei.opensHome()).allText).toContain('Guitar');
  });

  test('a connection that breaks again and again loses nothing, and nothing happens twice', async () => {
    const mei = workspace.person({ name: 'Mei' });
    for (let round = 0; round < 5; round += 1) {
      await bridge.connected();
      const before = mei.runs('/echo help');
      bridge.drop();
      const during = mei.runs('/echo help');
      for (const said of await Promise.all([before, during]))
        expect((await said.message()).allText).toContain('match find');
    }
    await expect.poll(() => mei.messages().length).toBe(10);
    expect(bridge.opened()).toBeGreaterThanOrEqual(5);
  });

  test('a connection that Slack renews is replaced', async () => {
    await bridge.connected();
    bridge.refresh();
    await expect.poll(() => bridge.opened()).toBe(2);
    await bridge.connected();
    expect((await workspace.person({ name: 'Mei' }).runs('/echo')).status).toBe(200);
  });

  test('a connection that says nothing any more is noticed', async () => {
    await bridge.connected();
    bridge.silence(true);
    await expect.poll(() => bridge.opened(), { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    bridge.silence(false);
  });

  test('Slack out of reach is tried again', async () => {
    await bridge.connected();
    bridge.refuse('internal_error');
    bridge.drop();
    await expect.poll(() => bridge.count()).toBe(0);
    bridge.refuse(null);
    await bridge.connected();
    expect((await workspace.person({ name: 'Mei' }).runs('/echo')).status).toBe(200);
  });

  test('a token that is refused ends it with a sentence', async () => {
    await bridge.connected();
    bridge.refuse('invalid_auth');
    bridge.drop();
    expect(await bot.ended).toMatch(/invalid_auth.*SLACK_APP_TOKEN/);
  });

  test('nothing listens over HTTP', () => {
    expect(JSON.stringify(bot.router.stack.map(({ route }) => route?.path))).not.toContain('events');
  });
});
