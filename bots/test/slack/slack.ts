import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { httpLine, type Line, type Person, personView } from './people.ts';
import { type Answered, type Forgery, post, type SentRequest, signed } from './requests.ts';
import { type App, type Fault, install, webApi } from './web-api.ts';
import { type ChannelState, type Json, newId, newWorld, type World } from './world.ts';

export interface Workspace {
  teamId: string;
  name: string;
  /** Installs the app without the OAuth pages, and gives the bot's token. */
  installDirectly(): string;
  person(given: { name: string; locale?: string; timezone?: string; isAdmin?: boolean }): Person;
  channel(name: string): ChannelState;
  /** Somebody removes the app: its tokens stop working, and the app is told. */
  uninstall(): Promise<void>;
  /** The tokens stop working, and nothing is said about it. */
  endTokens(how: 'revoked' | 'expired'): void;
  /** Goes through the installation in a browser of their own. */
  installs(who: Person, given?: { cancels?: boolean; forgesState?: boolean }): Promise<Installing>;
}

export interface Installing {
  status: number;
  text: string;
  /** The address that Slack sent the browser back to. */
  callbackUrl: string;
  /** Visits it once more, in the same browser. */
  replay(): Promise<{ status: number; text: string }>;
}

/** Slack, as far as an app meets it: its Web API, its OAuth page, signed requests, on a port of its own. */
export interface Slack {
  apiUrl: string;
  authorizeUrl: string;
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  appToken: string;
  world: World;
  calls: { method: string; args: Json }[];
  /** Says where the app listens. */
  connect(appUrl: string): void;
  workspace(given: { name: string; channels?: readonly string[] }): Workspace;
  fault(fault: Fault): void;
  clearFaults(): void;
  /** Sends a body to the app, signed, or with what is wrong about it. */
  sends(body: Json, forgery?: Forgery): Promise<Answered & { request: SentRequest }>;
  /** Sends what was sent before, byte by byte. */
  again(request: SentRequest): Promise<Answered>;
  close(): Promise<void>;
}

export async function startSlack(options: { rotatesTokens?: boolean } = {}): Promise<Slack> {
  const world = newWorld();
  world.rotates = options.rotatesTokens ?? false;
  const app: App = {
    clientId: '1.2',
    clientSecret: randomBytes(16).toString('hex'),
    appToken: `xapp-${randomBytes(8).toString('hex')}`,
    socketUrl: () => `${base.replace('http', 'ws')}/socket`,
  };
  const signingSecret = randomBytes(16).toString('hex');
  const calls: Slack['calls'] = [];
  const faults: Fault[] = [];
  const web = express();
  const server = createServer(web);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const base = `http://127.0.0.1:${address.port}`;
  let appUrl = '';
  web.use(webApi(world, app, calls, faults));
  /** Who is asked for leave, and whether they give it. */
  let asked: { teamId: string; personId: string; cancels: boolean } | null = null;
  web.get('/oauth/v2/authorize', (request, response) => {
    const redirectUri = String(request.query['redirect_uri'] ?? `${appUrl}/slack/oauth_redirect`);
    const back = new URL(redirectUri);
    back.searchParams.set('state', String(request.query['state']));
    if (!asked || asked.cancels) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomBytes(8).toString('hex');
      world.codes.set(code, { teamId: asked.teamId, personId: asked.personId, redirectUri });
      back.searchParams.set('code', code);
    }
    response.redirect(back.href);
  });
  const line: Line = httpLine(signingSecret, () => appUrl, base);

  function workspace({ name, channels = ['general'] }: { name: string; channels?: readonly string[] }): Workspace {
    const teamId = newId('T');
    const state = {
      teamId,
      name,
      botUserId: newId('UB'),
      people: new Map(),
      channels: new Map<string, ChannelState>(),
    };
    for (const one of channels) {
      const id = newId('C');
      state.channels.set(id, { id, teamId, name: one, personId: null, hasBot: one === 'general', isArchived: false });
    }
    world.workspaces.set(teamId, state);
    const tell = (event: Json) =>
      line.send('events_api', {
        ...{ type: 'event_callback', team_id: teamId, api_app_id: 'A1', event_id: newId('Ev'), event_time: 1 },
        event,
      });
    const endTokens = (how: 'revoked' | 'expired') => {
      for (const token of world.tokens.values()) if (token.teamId === teamId) token.state = how;
    };
    return {
      teamId,
      name,
      installDirectly: () => install(world, teamId),
      person({ name: called, locale = 'en-GB', timezone = 'Europe/London', isAdmin = false }) {
        const person = {
          ...{ id: newId('U'), teamId, name: called, locale, timezone, isAdmin, dms: 'open' as const },
          ...{ shown: [], modals: [], homes: [] },
        };
        state.people.set(person.id, person);
        return personView(world, state, person, line);
      },
      channel(called) {
        const found = [...state.channels.values()].find((one) => one.name === called);
        if (!found) throw new Error(`no channel is called ${called}`);
        return found;
      },
      endTokens,
      async uninstall() {
        endTokens('revoked');
        await tell({ type: 'tokens_revoked', tokens: { bot: [state.botUserId] } });
        await tell({ type: 'app_uninstalled' });
      },
      async installs(who, given = {}) {
        asked = { teamId, personId: who.id, cancels: given.cancels ?? false };
        const cookies = new Map<string, string>();
        const visit = async (url: string) => {
          const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ');
          const answer = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
          for (const set of answer.headers.getSetCookie()) {
            const [key = '', value = ''] = set.split(';')[0]?.split('=') ?? [];
            cookies.set(key, value);
          }
          return answer;
        };
        let url = `${appUrl}/slack/install`;
        let answer = await visit(url);
        let callbackUrl = '';
        for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < 5; hops += 1) {
          url = new URL(answer.headers.get('location') ?? '', url).href;
          if (url.includes('/slack/oauth_redirect')) {
            if (given.forgesState) url = url.replace(/state=[^&]+/, 'state=forged');
            callbackUrl = url;
          }
          answer = await visit(url);
        }
        return {
          status: answer.status,
          text: await answer.text(),
          callbackUrl,
          async replay() {
            const once = await visit(callbackUrl);
            return { status: once.status, text: await once.text() };
          },
        };
      },
    };
  }

  return {
    apiUrl: `${base}/api/`,
    authorizeUrl: `${base}/oauth/v2/authorize`,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    signingSecret,
    appToken: app.appToken,
    world,
    calls,
    connect(url) {
      appUrl = url;
    },
    workspace,
    fault: (fault) => void faults.push(fault),
    clearFaults: () => void faults.splice(0),
    async sends(body, forgery) {
      const request = signed(JSON.stringify(body), 'application/json', signingSecret, forgery);
      return { ...(await post(`${appUrl}/slack/events`, request)), request };
    },
    again: (request) => post(`${appUrl}/slack/events`, request),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
