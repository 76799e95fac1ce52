import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';
import { letterTo } from '../../test/slack/letter.ts';
import { slackCarrier } from './carrier.ts';

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

/** A workspace whose token ends after twelve hours, and what several processes of ours send there. */
async function rotating() {
  const running = await startSlackBot(core, { everyMs: 0, many: true, rotatesTokens: true });
  on = running;
  const { slack, workspace } = running;
  const ana = workspace.person({ name: 'Ana' });
  await workspace.installs(ana);
  await ana.message(0);
  const app = { kind: 'workspaces' as const, clientId: slack.clientId, clientSecret: slack.clientSecret };
  const process = () =>
    slackCarrier(core, { app, apiUrl: slack.apiUrl, signingSecret: 's', appToken: null }, { everyMs: 0 });
  const refreshes = () => slack.calls.filter(({ args }) => args['grant_type'] === 'refresh_token').length;
  const letter = (nonce: string) => letterTo(workspace.teamId, ana.id, { nonce });
  return { ...running, ana, process, refreshes, letter };
}
const installation = (teamId: string) =>
  core.as({ kind: 'system', name: 'slack' }).communities.getInstallation({ teamId });

test('a token near its end is exchanged by one of many processes, and all go on with the new one', async () => {
  const { workspace, process, refreshes, letter } = await rotating();
  const before = await installation(workspace.teamId);
  core.clock.advance({ hours: 11, minutes: 45 });
  const sent = await Promise.all(Array.from({ length: 4 }, (_, index) => process().send(letter(`n${index}`))));
  expect(sent.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(refreshes()).toBe(1);
  expect((await installation(workspace.teamId))?.token).not.toBe(before?.token);
});

test('a token that is refused as ended is exchanged, and the call made again', async () => {
  const { ana, workspace, process, refreshes, letter } = await rotating();
  const [one, other] = [process(), process()];
  await Promise.all([one.send(letter('a')), other.send(letter('b'))]);
  workspace.endTokens('expired');
  const sent = await Promise.all([one.send(letter('c')), other.send(letter('d'))]);
  expect(sent.map(({ kind }) => kind)).toEqual(['sent', 'sent']);
  expect(refreshes()).toBe(1);
  expect((await (await ana.runs('/echo')).modal()).inputs).toHaveLength(3);
});

test('a token that cannot be exchanged now is used for as long as it is good', async () => {
  const { slack, process, letter, refreshes } = await rotating();
  core.clock.advance({ hours: 11, minutes: 45 });
  slack.fault({ method: 'oauth.v2.access', kind: 503, times: 2 });
  const one = process();
  expect(await one.send(letter('a'))).toMatchObject({ kind: 'sent' });
  expect(await one.send(letter('b'))).toMatchObject({ kind: 'sent' });
  expect(await one.send(letter('c'))).toMatchObject({ kind: 'sent' });
  expect(refreshes()).toBe(3);
});

test('a token whose exchange is refused for good ends the installation', async () => {
  const { slack, workspace, process, letter } = await rotating();
  workspace.endTokens('expired');
  slack.world.refreshTokens.clear();
  expect(await process().send(letter('a'))).toEqual({ kind: 'stopped', reason: 'token_expired' });
  expect(await installation(workspace.teamId)).toBeNull();
});
