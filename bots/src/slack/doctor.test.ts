import type { SlackConfig } from '@echochat/core/platform/config.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';
import { checkSlack } from './doctor.ts';

let core: TestCore;
let on: RunningSlack;
let appUrl = '';
beforeAll(async () => {
  core = await openTestCore();
  on = await startSlackBot(core, { everyMs: 0, many: true });
  appUrl = new URL((await on.workspace.installs(on.workspace.person({ name: 'Ana' }))).callbackUrl).origin;
});
afterAll(async () => {
  await on.close();
  await core.close();
});

const config = (given: Partial<SlackConfig> = {}): SlackConfig => ({
  signingSecret: on.slack.signingSecret,
  appToken: null,
  apiUrl: on.slack.apiUrl,
  app: { kind: 'workspace', botToken: on.workspace.installDirectly() },
  ...given,
});
const many = (clientSecret = on.slack.clientSecret): Partial<SlackConfig> => ({
  app: { kind: 'workspaces', clientId: on.slack.clientId, clientSecret },
});
const problems = async (given: Partial<SlackConfig>, publicUrl: string | null = appUrl) =>
  (await checkSlack(config(given), publicUrl)).filter(({ ok }) => !ok);

describe('the doctor', () => {
  test('finds nothing to mend but that this address is not https', async () => {
    for (const given of [{}, many()]) {
      const found = await problems(given);
      expect(found.map(({ what }) => what)).toEqual([`${appUrl}/slack/events is not https`]);
    }
    expect(await problems({ appToken: on.slack.appToken, signingSecret: null }, null)).toEqual([]);
  });

  test.each([
    ['a bot token', { app: { kind: 'workspace', botToken: 'xoxb-none' } }, /SLACK_BOT_TOKEN/],
    ['an app token', { appToken: 'xapp-none' }, /SLACK_APP_TOKEN/],
    ['a signing secret', { signingSecret: 'f'.repeat(32) }, /SLACK_SIGNING_SECRET/],
    ['an address of Slack', { apiUrl: 'http://127.0.0.1:1/' }, /SLACK_API_URL/],
  ] as const)('says what to do about %s that is wrong', async (_which, given, fix) => {
    expect((await problems(given)).map((check) => check.fix).join('\n')).toMatch(fix);
  });

  test('says what to do about a client secret that is wrong, and a signing secret that is none', async () => {
    expect((await problems(many('wrong-secret')))[0]?.fix).toContain('SLACK_CLIENT_SECRET');
    expect((await problems({ signingSecret: 'Not A Secret' }))[0]?.fix).toContain('SLACK_SIGNING_SECRET');
  });

  test('says what to do about an address that is missing or that nobody answers at', async () => {
    expect((await problems({}, null))[0]?.fix).toContain('PUBLIC_URL');
    expect((await problems({}, 'http://127.0.0.1:1'))[0]?.fix).toContain('proxy');
  });

  test('keeps every secret to itself', async () => {
    const said = JSON.stringify(await checkSlack(config({ appToken: 'xapp-none' }), appUrl));
    for (const secret of [on.slack.signingSecret, on.slack.clientSecret, 'xoxb-', 'xapp-none'])
      expect(said).not.toContain(secret);
  });
});
