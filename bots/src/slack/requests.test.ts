import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';

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

const challenge = { type: 'url_verification', challenge: 'say-this' };

describe('a request', () => {
  test('that Slack signed is answered, once', async () => {
    const sent = await on.slack.sends(challenge);
    expect(sent.status).toBe(200);
    expect(sent.body).toContain('say-this');
    expect(await on.slack.again(sent.request)).toMatchObject({ status: 401, body: '' });
  });

  test.each([
    ['by another secret', { secret: 'another-secret' }],
    ['five minutes and a second ago', { skewSeconds: -301 }],
    ['five minutes and two seconds ahead', { skewSeconds: 302 }],
    ['without a signature', { headers: { 'x-slack-signature': '' } }],
    ['without a time', { headers: { 'x-slack-request-timestamp': '' } }],
    ['by an unknown version', { headers: { 'x-slack-signature': 'v1=abc' } }],
  ])('signed %s is refused without a word', async (_how, forgery) => {
    expect(await on.slack.sends(challenge, forgery)).toMatchObject({ status: 401, body: '' });
  });

  test('changed after it was signed is refused', async () => {
    const { request } = await on.slack.sends(challenge);
    const changed = { ...request, body: request.body.replace('say-this', 'say-that') };
    expect(await on.slack.again(changed)).toMatchObject({ status: 401 });
  });

  test('that is too large is refused before it is read through', async () => {
    const answer = await on.slack.sends({ ...challenge, padding: 'x'.repeat(1_100_000) });
    expect(answer.status).toBe(413);
  });

  test('to check our certificate is nothing to act on without a signature', async () => {
    const request = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'ssl_check=1&token=x' };
    expect(await on.slack.again(request)).toMatchObject({ status: 401 });
  });

  test('of a kind that is unknown harms nobody', async () => {
    const { teamId } = on.workspace;
    const event = {
      type: 'event_callback',
      team_id: teamId,
      event_id: 'Ev-unknown',
      event: { type: 'reaction_added' },
    };
    expect((await on.slack.sends(event)).status).toBe(200);
    const broken = { type: 'event_callback', team_id: teamId, event_id: 'Ev-broken', event: { type: 'message' } };
    expect((await on.slack.sends(broken)).status).toBe(200);
    expect((await on.workspace.person({ name: 'Ana' }).runs('/echo')).status).toBe(200);
  });
});

describe('an event', () => {
  const event = (eventId: string, given: object) => ({
    type: 'event_callback',
    team_id: on.workspace.teamId,
    event_id: eventId,
    authorizations: [{ team_id: on.workspace.teamId }],
    event: given,
  });
  const message = (user: string, text: string, more: object = {}) => ({
    type: 'message',
    channel_type: 'im',
    user,
    text,
    ts: '1.1',
    ...more,
  });

  test('that is sent again has had its effect, whoever it reaches', async () => {
    const mei = on.workspace.person({ name: 'Mei' });
    const told = await mei.writes('help');
    const { ts, channel } = await told.message();
    const body: object = JSON.parse(told.request.body);
    for (const number of [1, 2, 3]) {
      const retry = { headers: { 'x-slack-retry-num': String(number), 'x-slack-retry-reason': 'http_timeout' } };
      // Signed anew, as each try is; a second apart so that the signatures differ.
      expect((await on.slack.sends({ ...body }, { ...retry, skewSeconds: number })).status).toBe(200);
    }
    expect((await (await mei.runs('/echo help')).message()).ts).not.toBe(ts);
    expect(on.slack.world.messages.filter((one) => one.channelId === channel && one.onlyFor === null)).toHaveLength(1);
    const noted = await core.services.database.prisma.webhookEvent.findMany({ where: { type: 'message' } });
    expect(noted).toHaveLength(1);
  });

  test('that another process acted on is left alone', async () => {
    const mei = on.workspace.person({ name: 'Bo' });
    const communities = core.as({ kind: 'system', name: 'slack' }).communities;
    await communities.receiveEvent({ provider: 'slack', eventId: 'Ev-theirs', type: 'message' });
    const channel = (await (await mei.writes('help')).message()).channel;
    await on.slack.sends(event('Ev-theirs', message(mei.id, 'help', { channel })));
    await on.slack.sends(event('Ev-mine', message(mei.id, 'goals list', { channel })));
    await mei.message(1);
    expect(mei.messages()).toHaveLength(2);
  });

  test.each([
    ['from an app', { bot_id: 'B1' }],
    ['that was changed', { subtype: 'message_changed' }],
    ['in a channel', { channel_type: 'channel' }],
    ['without words', { text: '' }],
  ])('of a message %s is nothing said to us', async (_which, more) => {
    const mei = on.workspace.person({ name: 'Cai' });
    const { channel } = await (await mei.writes('help')).message();
    await on.slack.sends(event(`Ev-${_which}`, message(mei.id, 'help', { channel, ...more })));
    await on.slack.sends(event(`Ev-after-${_which}`, message(mei.id, 'goals list', { channel })));
    await mei.message(1);
    expect(mei.messages()).toHaveLength(2);
  });

  test('of the Messages tab opens no Home', async () => {
    const mei = on.workspace.person({ name: 'Dee' });
    const before = on.slack.calls.filter(({ method }) => method === 'views.publish').length;
    await on.slack.sends(event('Ev-tab', { type: 'app_home_opened', user: mei.id, tab: 'messages' }));
    await mei.opensHome();
    expect(on.slack.calls.filter(({ method }) => method === 'views.publish')).toHaveLength(before + 1);
  });
});
