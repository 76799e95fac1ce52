import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';
import { letterTo, mentionIn } from '../../test/slack/letter.ts';
import { slackCarrier } from './carrier.ts';

let core: TestCore;
let on: RunningSlack;
beforeAll(async () => {
  core = await openTestCore();
  on = await startSlackBot(core, { everyMs: 0 });
});
afterAll(async () => {
  await on.close();
  await core.close();
});

let people = 0;
const person = () => {
  people += 1;
  return on.workspace.person({ name: `Mei${people}` });
};
const to = (who: { id: string }, given: Parameters<typeof letterTo>[2] = {}) =>
  on.bot.carrier.send(letterTo(on.workspace.teamId, who.id, given));
const callsOf = (method: string) => on.slack.calls.filter((call) => call.method === method);

describe('a message to a person', () => {
  test('opens the conversation once, carries its nonce unseen, and unfolds no links', async () => {
    const mei = person();
    const sent = await to(mei, { nonce: 'd1.7' });
    if (sent.kind !== 'sent') throw new Error(JSON.stringify(sent));
    const opened = callsOf('conversations.open').length;
    await to(mei, { nonce: 'd2.7', channelId: sent.channelId });
    expect(callsOf('conversations.open')).toHaveLength(opened);
    expect(mei.messages().map(({ ts }) => ts)[0]).toBe(sent.messageId);
    expect(callsOf('chat.postMessage').at(-1)?.args).toMatchObject({
      metadata: { event_type: 'echochat_delivery', event_payload: { nonce: 'd2.7' } },
    });
    expect(String(callsOf('chat.postMessage').at(-1)?.args['unfurl_links'])).toBe('false');
    expect(mei.messages()[0]?.text).toContain('Something happened');
  });

  test('whose answer was lost is found, not sent again', async () => {
    const mei = person();
    on.slack.fault({ method: 'chat.postMessage', kind: 'lost', times: 1 });
    const firstTriedAt = new Date();
    expect(await to(mei)).toMatchObject({ kind: 'later', mayHaveArrived: true });
    const sent = await to(mei, { firstTriedAt });
    expect(sent).toMatchObject({ kind: 'sent', messageId: mei.messages()[0]?.ts });
    expect(mei.messages()).toHaveLength(1);
  });

  test('is found too where our clock was an hour ahead when it was first tried', async () => {
    const mei = person();
    on.slack.fault({ method: 'chat.postMessage', kind: 'lost', times: 1 });
    await to(mei);
    const firstTriedAt = new Date(Date.now() + 3_600_000);
    expect(await to(mei, { firstTriedAt })).toMatchObject({ kind: 'sent', messageId: mei.messages()[0]?.ts });
    expect(mei.messages()).toHaveLength(1);
  });

  test('that never left is sent with the next try', async () => {
    const mei = person();
    on.slack.fault({ method: 'chat.postMessage', kind: 'reset', times: 1 });
    const firstTriedAt = new Date();
    expect(await to(mei)).toMatchObject({ kind: 'later' });
    expect(await to(mei, { firstTriedAt })).toMatchObject({ kind: 'sent' });
    expect(mei.messages()).toHaveLength(1);
  });

  test('goes without its picture where Slack cannot fetch that', async () => {
    const mei = person();
    const letter = letterTo(on.workspace.teamId, mei.id);
    const picture = { url: 'https://echo.example/p.png', alt: 'A ripple' };
    on.slack.fault({ method: 'chat.postMessage', kind: 'error:invalid_blocks', times: 1 });
    const sent = await on.bot.carrier.send({ ...letter, card: { ...letter.card, picture } });
    expect(sent).toMatchObject({ kind: 'sent' });
    expect(JSON.stringify(mei.messages())).not.toContain('p.png');
    expect(mei.messages()).toHaveLength(1);
  });

  test('is not sent again until it could be looked for', async () => {
    const mei = person();
    const firstTriedAt = new Date();
    on.slack.fault({ method: 'conversations.history', kind: 429, times: 1, headers: { 'retry-after': '45' } });
    expect(await to(mei, { firstTriedAt })).toEqual({ kind: 'later', afterMs: 45_000, mayHaveArrived: true });
    on.slack.fault({ method: 'conversations.history', kind: 503, times: 1 });
    expect(await to(mei, { firstTriedAt })).toMatchObject({ kind: 'later', mayHaveArrived: true });
    expect(mei.messages()).toEqual([]);
  });

  test.each([
    ['closed', 'cannot_dm_bot'],
    ['deactivated', 'user_disabled'],
  ] as const)('who is %s is not tried again', async (dms, reason) => {
    const mei = person();
    mei.takesDms(dms);
    expect(await to(mei)).toEqual({ kind: 'closed', reason });
  });

  test('whose account is gone is not taken for our own', async () => {
    const mei = person();
    const sent = await to(mei);
    mei.takesDms('deactivated');
    const channelId = sent.kind === 'sent' ? sent.channelId : '';
    expect(await to(mei, { channelId })).toEqual({ kind: 'closed', reason: 'account_inactive' });
    expect(await to(person())).toMatchObject({ kind: 'sent' });
  });

  test('whose conversation is gone gets a new one', async () => {
    const mei = person();
    expect(await to(mei, { channelId: 'D-gone' })).toMatchObject({ kind: 'sent' });
  });

  test.each(['restricted_action', 'is_archived', 'user_not_found'])('refused with %s is for good', async (reason) => {
    on.slack.fault({ method: 'chat.postMessage', kind: `error:${reason}`, times: 1 });
    expect(await to(person())).toEqual({ kind: 'closed', reason });
  });

  test('refused with what is new to us is tried again, not for ever', async () => {
    on.slack.fault({ method: 'chat.postMessage', kind: 'error:of_a_new_kind', times: 1 });
    expect(await to(person())).toEqual({ kind: 'later', afterMs: 60_000, mayHaveArrived: false });
  });

  test('waits as long as it is told to', async () => {
    on.slack.fault({ method: 'chat.postMessage', kind: 429, times: 1, headers: { 'retry-after': '7' } });
    expect(await to(person())).toEqual({ kind: 'later', afterMs: 7_000, mayHaveArrived: false });
  });

  test('may have arrived where Slack broke while it worked', async () => {
    for (const kind of [502, 'error:internal_error', 'error:fatal_error'] as const) {
      on.slack.fault({ method: 'chat.postMessage', kind, times: 1 });
      expect(await to(person())).toMatchObject({ kind: 'later', mayHaveArrived: true });
    }
  });
});

/** Another process that sends, at most one message to a person in so long. */
function carrierOf(everyMs: number) {
  const { slack, workspace } = on;
  const app = { kind: 'workspace' as const, botToken: workspace.installDirectly() };
  return slackCarrier(core, { app, apiUrl: slack.apiUrl, signingSecret: 's', appToken: null }, { everyMs });
}

test('messages to the same person go one after the other, to different people at once', async () => {
  const { workspace } = on;
  const carrier = carrierOf(150);
  const [mei, bo] = [person(), person()];
  const letters = [mei, mei, mei, bo].map(({ id }, index) => letterTo(workspace.teamId, id, { nonce: `p${index}` }));
  const began = performance.now();
  const took = await Promise.all(letters.map((one) => carrier.send(one).then(() => performance.now() - began)));
  expect(took[2]).toBeGreaterThan(290);
  expect(took[3]).toBeLessThan(took[2] ?? 0);
  expect(mei.messages()).toHaveLength(3);
});

test('a clock that is set back an hour keeps nobody waiting for the next message', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
  const carrier = carrierOf(1_000);
  const mei = person();
  const letter = (nonce: string) => letterTo(on.workspace.teamId, mei.id, { nonce });
  await carrier.send(letter('b1'));
  vi.useRealTimers();
  expect(await carrier.send(letter('b2'))).toMatchObject({ kind: 'sent' });
  expect(mei.messages()).toHaveLength(2);
});

describe('a quiet mention', () => {
  const mention = (channel: string, who: { id: string }, given: Parameters<typeof mentionIn>[3] = {}) =>
    on.bot.carrier.send(mentionIn(on.workspace.teamId, channel, who.id, given));

  test('is for their eyes alone', async () => {
    const mei = person();
    expect(await mention(on.workspace.channel('general').id, mei)).toMatchObject({ kind: 'sent' });
    expect(mei.messages()[0]).toMatchObject({ isEphemeral: true });
  });

  test('in a channel where the bot is not, or that is gone, is not tried again', async () => {
    const mei = person();
    expect(await mention(on.workspace.channel('news').id, mei)).toEqual({ kind: 'closed', reason: 'not_in_channel' });
    expect(await mention('C-gone', mei)).toEqual({ kind: 'closed', reason: 'channel_not_found' });
  });

  test('that may have been shown is not shown again', async () => {
    const mei = person();
    const general = on.workspace.channel('general').id;
    on.slack.fault({ method: 'chat.postEphemeral', kind: 'lost', times: 1 });
    const firstTriedAt = new Date();
    expect(await mention(general, mei)).toMatchObject({ kind: 'later', mayHaveArrived: true });
    expect(await mention(general, mei, { firstTriedAt })).toMatchObject({ kind: 'sent' });
    expect(mei.messages()).toHaveLength(1);
  });
});
