import type { Core } from '@echochat/core/core.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { clientOf } from '@echochat/core/platform/network.ts';
import { refusalHeaders } from '@echochat/core/platform/refusal-headers.ts';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { failureOf, openClient } from '../calls.ts';
import { botScopes } from '../manifest/manifest.ts';
import type { SlackSettings } from '../slack-settings.ts';
import type { Workspaces } from '../workspaces.ts';
import { bindBrowser, browserOf } from './browser.ts';
import { grantedToken } from './granted.ts';
import { sendPage } from './page.ts';
import { greetInstaller } from './welcome.ts';

/** Of one client, there and back. Somebody installs once, or a few times until it works. */
const visitsPerMinute = 120;

const startPath = '/slack/install';
const backPath = '/slack/oauth_redirect';

const back = z.object({
  state: z.string().max(200).default(''),
  code: z.string().max(500).default(''),
  error: z.string().max(100).default(''),
});
const exchanged = z.object({
  app_id: z.string(),
  is_enterprise_install: z.boolean().optional(),
  team: z.object({ id: z.string(), name: z.string().nullish() }).nullish(),
  bot_user_id: z.string(),
  scope: z.string().default(''),
  authed_user: z.object({ id: z.string() }),
});

/** What is wrong is the app's own settings, not what somebody did. */
const ownCodes: ReadonlySet<string> = new Set([
  'invalid_client_id',
  'bad_client_secret',
  'bad_redirect_uri',
  'no_scopes',
  'app_not_found',
]);

export interface InstallRoutes {
  router: Router;
  /** Resolves once those who installed are greeted. */
  settled(): Promise<void>;
}

/**
 * "Add to Slack" and the way back. Our own few lines in place of the library's installer: its state can be used again
 * and by anybody within its ten minutes unless one brings a store of one's own, and its pages cannot say what to do.
 */
export function installRoutes(
  core: Core,
  config: SlackSettings,
  workspaces: Workspaces,
  clientAddress: (request: Request) => string,
): InstallRoutes {
  const router = express.Router();
  const { app, apiUrl, publicUrl } = config;
  const { log } = core.services;
  const { communities } = core.as({ kind: 'system', name: 'slack' });
  const client = openClient(apiUrl, log);
  const greetings = new Set<Promise<void>>();

  const addressOf = (request: Request) => publicUrl ?? `${request.protocol}://${request.get('host') ?? ''}`;
  const guarded =
    (work: (request: Request, response: Response) => Promise<void>) => async (request: Request, response: Response) => {
      try {
        await core.services.rateLimits.spend(`install:${clientOf(clientAddress(request))}`, visitsPerMinute);
        await work(request, response);
      } catch (error) {
        if (error instanceof EchoError && error.code === 'too_many_requests') {
          response.set(refusalHeaders(error));
          return sendPage(request, response, { page: 'away', status: 429, href: startPath });
        }
        log.warn({ error: String(error) }, 'an installation could not go on');
        sendPage(request, response, { page: 'away', status: 503, href: startPath });
      }
    };

  if (app.kind === 'workspace') {
    router.get([startPath, backPath], (request, response) =>
      sendPage(request, response, { page: 'single', status: 200 }),
    );
    return { router, settled: async () => {} };
  }
  const { clientId, clientSecret } = app;

  router.get(
    startPath,
    guarded(async (request, response) => {
      const address = addressOf(request);
      const browser = bindBrowser(request, response, address.startsWith('https:'));
      const { state } = await communities.beginInstall({ browser });
      // Beside the Web API's own address, so that a stand-in is asked too.
      const url = new URL('../oauth/v2/authorize', apiUrl);
      url.search = new URLSearchParams({
        client_id: clientId,
        scope: botScopes.join(','),
        state,
        redirect_uri: `${address}${backPath}`,
      }).toString();
      response.set('cache-control', 'no-store').redirect(url.href);
    }),
  );

  router.get(
    backPath,
    guarded(async (request, response) => {
      const { state, code, error } = back.catch({ state: '', code: '', error: '' }).parse(request.query);
      const again = (page: 'cancelled' | 'again' | 'refused' | 'organization', status: number) =>
        sendPage(request, response, { page, status, href: startPath });
      const finished = await communities.finishInstall({ state, browser: browserOf(request) });
      if (error !== '' && finished === 'ok') return again('cancelled', 200);
      if (finished !== 'ok') return again('again', 400);
      let answer: unknown;
      try {
        const redirect_uri = `${addressOf(request)}${backPath}`;
        answer = await client.oauth.v2.access({ client_id: clientId, client_secret: clientSecret, code, redirect_uri });
      } catch (failed) {
        const failure = failureOf(failed);
        if (failure.kind !== 'refused') throw failed;
        log.warn({ code: failure.code }, 'Slack did not exchange the code of an installation');
        if (!ownCodes.has(failure.code)) return again('refused', 400);
        return sendPage(request, response, { page: 'settings', status: 500 });
      }
      const granted = exchanged.parse(answer);
      const { team, app_id: appId, bot_user_id: botUserId, authed_user: installer } = granted;
      if (!team || granted.is_enterprise_install) {
        // It is installed all the same: taken back, so that nobody waits for answers from it.
        const { token } = grantedToken(answer);
        const taken = client.apps.uninstall({ client_id: clientId, client_secret: clientSecret, token });
        await taken.catch((failed: unknown) => log.warn({ error: String(failed) }, 'an app could not be taken back'));
        return again('organization', 400);
      }
      const teamName = team.name?.trim() || team.id;
      await communities.saveInstallation({
        teamId: team.id,
        teamName: teamName.slice(0, 100),
        botUserId,
        scopes: granted.scope.split(',').filter(Boolean),
        installedByExternalId: installer.id,
        ...grantedToken(answer),
      });
      workspaces.forget(team.id);
      log.info({ teamId: team.id }, 'EchoChat was brought to a workspace');
      const greeting = greetInstaller(workspaces, log, {
        teamId: team.id,
        teamName,
        userId: installer.id,
        nonce: state,
      });
      greetings.add(greeting);
      void greeting.finally(() => greetings.delete(greeting));
      const href = `slack://app?${new URLSearchParams({ team: team.id, id: appId, tab: 'messages' })}`;
      sendPage(request, response, { page: 'done', status: 200, values: { team: teamName }, href });
    }),
  );

  return {
    router,
    async settled() {
      await Promise.all(greetings);
    },
  };
}
