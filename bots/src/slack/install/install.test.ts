import { once } from 'node:events';
import type { Server } from 'node:http';
import express from 'express';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { type RunningSlack, startSlackBot } from '../../../test/slack/bot.ts';
import { letterTo } from '../../../test/slack/letter.ts';
import { openWorkspaces } from '../workspaces.ts';
import { installRoutes } from './routes.ts';

let core: TestCore;
let on: RunningSlack | null = null;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
afterEach(async () => {
  await on?.close();
  on = null;
});

async function start(options: Parameters<typeof startSlackBot>[1] = {}) {
  const running = await startSlackBot(core, { everyMs: 0, many: true, ...options });
  on = running;
  return { ...running, ana: running.workspace.person({ name: 'Ana', isAdmin: true }) };
}
const communities = () => core.as({ kind: 'system', name: 'slack' }).communities;
const installationOf = (teamId: string) => communities().getInstallation({ teamId });

describe('Add to Slack', () => {
  test('ends on a page that leads back into Slack, with a message that says what to do first', async () => {
    const { workspace, ana } = await start();
    const { status, text } = await workspace.installs(ana);
    expect(status).toBe(200);
    expect(text).toContain('EchoChat is in Acme');
    expect(text).toContain(`slack://app?team=${workspace.teamId}&#38;id=A1`);
    expect(await installationOf(workspace.teamId)).toMatchObject({ teamName: 'Acme' });
    const hello = await ana.message(0);
    expect(hello.allText).toContain('Thank you for bringing EchoChat to Acme');
    const form = await (await ana.presses(hello, 'Start here')).modal();
    expect(form.inputs).toHaveLength(3);
    expect((await (await ana.presses(hello, 'Set up')).message()).allText).toContain('Set up Acme');
  });

  test('answers in that workspace from then on, and in others not at all', async () => {
    const { slack, workspace, ana } = await start();
    await workspace.installs(ana);
    expect((await (await ana.runs('/echo')).modal()).inputs).toHaveLength(3);
    const stranger = slack.workspace({ name: 'Other' }).person({ name: 'Bo' });
    const said = await stranger.runs('/echo help');
    expect(said.status).toBe(200);
    // A response URL needs no token; who they are is known as far as the payload says.
    expect((await said.message()).allText).toContain('match find');
  });

  test('again gives the new token, and keeps what was set up', async () => {
    const { workspace, ana } = await start();
    await workspace.installs(ana);
    const first = await installationOf(workspace.teamId);
    await workspace.installs(ana);
    const second = await installationOf(workspace.teamId);
    expect(second?.communityId).toBe(first?.communityId);
    expect(second?.token).not.toBe(first?.token);
  });
});

/** Goes as far as Slack's page, and stops there: the way back and the browser's cookie. */
async function begun(base: string) {
  const started = await fetch(`${base}/slack/install`, { redirect: 'manual' });
  const [cookie = ''] = started.headers.getSetCookie();
  const asked = new URL(started.headers.get('location') ?? '');
  const back = (search: Record<string, string>) =>
    `${base}/slack/oauth_redirect?${new URLSearchParams({ state: asked.searchParams.get('state') ?? '', ...search })}`;
  return { asked, cookie, back, jar: { cookie: cookie.split(';')[0] ?? '' } };
}

describe('a way back that is not good', () => {
  test('cancelled: nothing is installed, and one can begin again', async () => {
    const { workspace, ana } = await start();
    const { status, text } = await workspace.installs(ana, { cancels: true });
    expect(status).toBe(200);
    expect(text).toContain('Nothing was installed');
    expect(text).toContain('href="/slack/install"');
    expect(await installationOf(workspace.teamId)).toBeNull();
  });

  test('forged: nothing is installed', async () => {
    const { workspace, ana } = await start();
    const { status, text } = await workspace.installs(ana, { forgesState: true });
    expect(status).toBe(400);
    expect(text).toContain('Please begin once more');
    expect(await installationOf(workspace.teamId)).toBeNull();
  });

  test('used again: the installation stands, the visit does nothing', async () => {
    const { slack, workspace, ana } = await start();
    const installing = await workspace.installs(ana);
    const exchanges = slack.calls.filter(({ method }) => method === 'oauth.v2.access').length;
    const again = await installing.replay();
    expect(again).toMatchObject({ status: 400 });
    expect(slack.calls.filter(({ method }) => method === 'oauth.v2.access')).toHaveLength(exchanges);
    expect(await installationOf(workspace.teamId)).not.toBeNull();
  });

  test('in another browser, too late, or with a code that Slack does not know', async () => {
    const { slack, workspace, ana } = await start();
    const appUrl = new URL((await workspace.installs(ana)).callbackUrl).origin;
    const { asked, cookie, back, jar } = await begun(appUrl);
    // Another tab of the same browser does not take the first one's place.
    const other = await fetch(`${appUrl}/slack/install`, { redirect: 'manual', headers: jar });
    expect(other.headers.getSetCookie()[0]).toContain(jar.cookie);
    expect(asked.origin + asked.pathname).toBe(slack.authorizeUrl);
    expect(asked.searchParams.get('redirect_uri')).toBe(`${appUrl}/slack/oauth_redirect`);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect((await fetch(back({ code: 'x' }))).status).toBe(400);
    const unknown = await fetch(back({ code: 'x' }), { headers: jar });
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toContain('Slack did not agree');

    const late = await begun(appUrl);
    core.clock.advance({ minutes: 11 });
    expect(await (await fetch(late.back({ code: 'x' }), { headers: late.jar })).text()).toContain(
      'Please begin once more',
    );
    for (const search of ['', '?state=&code=', `?state=${'x'.repeat(900)}`, '?state=a&state=b'])
      expect((await fetch(`${appUrl}/slack/oauth_redirect${search}`)).status).toBe(400);
  });

  test('while Slack or the database is away says so', async () => {
    const { slack, workspace, ana } = await start();
    slack.fault({ method: 'oauth.v2.access', kind: 503, times: 1 });
    const { status, text } = await workspace.installs(ana);
    expect(status).toBe(503);
    expect(text).toContain('That took too long');
  });

  test('with settings that Slack refuses tells whoever runs it, not whoever installs it', async () => {
    const { slack, workspace, ana } = await start();
    slack.fault({ method: 'oauth.v2.access', kind: 'error:bad_client_secret', times: 1 });
    const { status, text } = await workspace.installs(ana);
    expect(status).toBe(500);
    expect(text).toContain('not set up for Slack yet');
    expect(text).not.toContain('bad_client_secret');
  });
});

test('a page has no scripts, nothing from elsewhere, and speaks the browser’s language', async () => {
  const { workspace, ana } = await start();
  const appUrl = new URL((await workspace.installs(ana)).callbackUrl).origin;
  const page = await fetch(`${appUrl}/slack/oauth_redirect`, { headers: { 'accept-language': 'es-MX,es;q=0.9' } });
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(page.headers.get('cache-control')).toBe('no-store');
  const text = await page.text();
  expect(text).toContain('<html lang="es">');
  expect(text).not.toMatch(/<script|http:|https:/);
});

test('a whole organisation is refused kindly, and what Slack gave is taken back', async () => {
  const asked: string[] = [];
  const slack = express();
  slack.use(express.urlencoded({ extended: false }));
  slack.post('/api/oauth.v2.access', (_request, response) => {
    const shared = { ok: true, access_token: 'xoxb-org', bot_user_id: 'U1', app_id: 'A1', authed_user: { id: 'U2' } };
    response.json({ ...shared, team: null, enterprise: { id: 'E1' }, is_enterprise_install: true });
  });
  slack.post('/api/:method', (request, response) => {
    asked.push(`${request.params['method']} ${request.headers.authorization}`);
    response.json({ ok: true });
  });
  const house = express();
  const servers = [slack, house].map((app) => app.listen(0, '127.0.0.1'));
  const [apiUrl = '', appUrl = ''] = await Promise.all(servers.map(originOf));
  const app = { kind: 'workspaces' as const, clientId: '1.2', clientSecret: 'secret-secret' };
  const config = { app, apiUrl: `${apiUrl}/api/`, signingSecret: 's', appToken: null, publicUrl: appUrl };
  house.use(installRoutes(core, config, openWorkspaces(core, config), () => '127.0.0.1').router);
  const { back, jar } = await begun(appUrl);
  const answer = await fetch(back({ code: 'org' }), { headers: jar });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('One workspace at a time');
  expect(asked).toEqual(['apps.uninstall Bearer xoxb-org']);
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function originOf(server: Server): Promise<string> {
  if (!server.listening) await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

test('for one workspace there is nothing to install', async () => {
  const { workspace, ana } = await start({ many: false });
  expect((await workspace.installs(ana)).text).toContain('serves one workspace');
});

describe('a workspace that removes the app', () => {
  test('is left: its token is deleted, and nothing is sent there any more', async () => {
    const { slack, bot, workspace, ana } = await start();
    await workspace.installs(ana);
    await ana.message(0);
    await workspace.uninstall();
    await expect.poll(() => installationOf(workspace.teamId)).toBeNull();
    const community = await core.services.database.prisma.community.findFirst({
      where: { externalId: workspace.teamId },
    });
    expect(community?.leftAt).not.toBeNull();
    const calls = slack.calls.length;
    const outcome = await bot.carrier.send(letterTo(workspace.teamId, ana.id));
    expect(outcome).toMatchObject({ kind: 'stopped' });
    expect(slack.calls).toHaveLength(calls);
  });

  test('and has it again is not left by what is told late', async () => {
    const { slack, workspace, ana } = await start();
    await workspace.installs(ana);
    const late = {
      type: 'event_callback',
      team_id: workspace.teamId,
      event_id: 'Ev-late',
      event: { type: 'app_uninstalled' },
    };
    await slack.sends(late);
    await expect.poll(() => slack.calls.filter(({ method }) => method === 'auth.test').length).toBeGreaterThan(0);
    expect(await installationOf(workspace.teamId)).not.toBeNull();
  });

  test('without a word is left with the first call that is refused', async () => {
    const { slack, bot, workspace, ana } = await start();
    await workspace.installs(ana);
    await ana.message(0);
    workspace.endTokens('revoked');
    expect(await bot.carrier.send(letterTo(workspace.teamId, ana.id))).toEqual({
      kind: 'stopped',
      reason: 'token_revoked',
    });
    expect(await installationOf(workspace.teamId)).toBeNull();
    const calls = slack.calls.length;
    expect(await bot.carrier.send(letterTo(workspace.teamId, ana.id))).toMatchObject({ kind: 'stopped' });
    expect(slack.calls).toHaveLength(calls);
  });
});
