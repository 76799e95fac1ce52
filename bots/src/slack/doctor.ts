import { createHmac, randomUUID } from 'node:crypto';
import type { SlackConfig } from '@echochat/core/platform/config.ts';
import { z } from 'zod';
import type { Check } from '../doctor/check.ts';
import { clockCheck } from '../doctor/reach.ts';
import { botScopes } from './manifest/manifest.ts';

const timeoutMs = 10_000;
const answer = z.looseObject({ ok: z.boolean(), error: z.string().default('') });
const self = z.object({ team: z.string(), user: z.string().default('the app') });

interface Asked {
  ok: boolean;
  error: string;
  body: unknown;
  /** What the token may do; null where Slack did not say. */
  scopes: string[] | null;
  date: string | null;
}

/** Checks a configuration against Slack as it is. It asks and never writes. `publicUrl` has no slash at its end. */
export async function checkSlack(config: SlackConfig, publicUrl: string | null): Promise<Check[]> {
  const { app, appToken, signingSecret, apiUrl } = config;
  try {
    const probe = await ask(apiUrl, 'api.test', {});
    const checks = [
      ...(app.kind === 'workspace' ? await botTokenChecks(apiUrl, app.botToken) : [await clientCheck(apiUrl, app)]),
      ...(appToken === null ? [] : [await appTokenCheck(apiUrl, appToken)]),
      ...(appToken === null && signingSecret !== null ? await requestChecks(signingSecret, publicUrl) : []),
    ];
    return [...checks, clockCheck(probe.date, Date.now())];
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    return [
      {
        ok: false,
        what: `Slack could not be asked (${reason})`,
        fix: `Check that this machine reaches ${apiUrl}, and SLACK_API_URL where it is set.`,
      },
    ];
  }
}

async function ask(apiUrl: string, method: string, given: Record<string, string>, token?: string): Promise<Asked> {
  const response = await fetch(new URL(method, apiUrl), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: new URLSearchParams(given).toString(),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body: unknown = await response.json().catch(() => null);
  const { ok, error } = answer.parse(body ?? { ok: false, error: `status ${response.status}` });
  const scopes = response.headers.get('x-oauth-scopes')?.split(',');
  return { ok, error, body, scopes: scopes?.map((scope) => scope.trim()) ?? null, date: response.headers.get('date') };
}

async function botTokenChecks(apiUrl: string, token: string): Promise<Check[]> {
  const asked = await ask(apiUrl, 'auth.test', {}, token);
  if (!asked.ok)
    return [
      {
        ok: false,
        what: `Slack refuses the bot token (${asked.error})`,
        fix: 'OAuth & Permissions → Reinstall, and copy the Bot User OAuth Token into SLACK_BOT_TOKEN.',
      },
    ];
  const { team, user } = self.parse(asked.body);
  return [{ ok: true, what: `the token is that of ${user} in ${team}` }, scopeCheck(asked.scopes)];
}

function scopeCheck(scopes: string[] | null): Check {
  if (scopes === null) return { ok: true, what: 'the scopes: Slack did not say' };
  const missing = botScopes.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return { ok: true, what: 'the token has every scope that is needed' };
  return {
    ok: false,
    what: `the token lacks ${missing.join(', ')}`,
    fix: 'OAuth & Permissions → add them under Bot Token Scopes, then Reinstall.',
  };
}

/** A code that nobody was given is refused for itself only where the app was recognised. */
async function clientCheck(
  apiUrl: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): Promise<Check> {
  const given = { client_id: clientId, client_secret: clientSecret, code: 'none' };
  const { error } = await ask(apiUrl, 'oauth.v2.access', given);
  if (error === 'invalid_code') return { ok: true, what: 'the client id and secret belong together' };
  return {
    ok: false,
    what: `Slack refuses the client id or secret (${error})`,
    fix: 'Copy both anew from Basic Information → App Credentials into SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.',
  };
}

async function appTokenCheck(apiUrl: string, token: string): Promise<Check> {
  const { ok, error } = await ask(apiUrl, 'apps.connections.open', {}, token);
  if (ok) return { ok: true, what: 'Socket Mode can be used' };
  return {
    ok: false,
    what: `Slack refuses the app token (${error})`,
    fix: 'Basic Information → App-Level Tokens → one with connections:write, into SLACK_APP_TOKEN; Socket Mode → Enable.',
  };
}

async function requestChecks(secret: string, publicUrl: string | null): Promise<Check[]> {
  const shape: Check = /^[0-9a-f]{32}$/.test(secret)
    ? { ok: true, what: 'the signing secret looks like one' }
    : {
        ok: false,
        what: 'the signing secret is not 32 characters from 0-9 and a-f',
        fix: 'Copy it anew from Basic Information → App Credentials into SLACK_SIGNING_SECRET.',
      };
  if (publicUrl === null)
    return [
      shape,
      {
        ok: false,
        what: 'Slack does not know where this EchoChat is',
        fix: 'Set PUBLIC_URL to its https address, or SLACK_APP_TOKEN to use Socket Mode.',
      },
    ];
  return [shape, await eventsCheck(secret, publicUrl)];
}

/** Asks our own address what Slack asks of it: to say a word back, signed as Slack signs. */
async function eventsCheck(secret: string, publicUrl: string): Promise<Check> {
  const address = `${publicUrl}/slack/events`;
  const challenge = randomUUID();
  const body = JSON.stringify({ type: 'url_verification', challenge });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  try {
    const response = await fetch(address, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok && (await response.text()).includes(challenge)) {
      if (publicUrl.startsWith('https:')) return { ok: true, what: `${address} answers` };
      return { ok: false, what: `${address} is not https`, fix: 'Slack calls https alone: put a proxy before it.' };
    }
    return {
      ok: false,
      what: `${address} answers ${response.status}`,
      fix:
        response.status === 401
          ? 'The EchoChat that runs there has another SLACK_SIGNING_SECRET.'
          : 'Let your proxy pass /slack/ on unchanged, and start EchoChat with the Slack settings.',
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    return {
      ok: false,
      what: `${address} does not answer (${reason})`,
      fix: 'Start EchoChat, and check the DNS name, the certificate and the proxy.',
    };
  }
}
