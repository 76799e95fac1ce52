import { randomBytes } from 'node:crypto';
import express, { type Response, type Router } from 'express';
import { blocksComplaints, modalComplaints } from '../slack-limits.ts';
import {
  channelOf,
  dmOf,
  type Json,
  newId,
  newTs,
  personOf,
  say,
  show,
  type TokenState,
  type ViewState,
  type World,
} from './world.ts';

/** Slack's refusal, by its code. */
class Refusal extends Error {
  readonly more: Json;
  constructor(code: string, more: Json = {}) {
    super(code);
    this.more = more;
  }
}

export interface App {
  clientId: string;
  clientSecret: string;
  appToken: string;
  socketUrl(): string;
}

export interface Fault {
  /** A method such as chat.postMessage, or `response_url`. */
  method: string;
  /** A status, a connection cut before anything happened, cut after it took effect, or Slack's own code. */
  kind: number | 'reset' | 'lost' | `error:${string}`;
  times?: number;
  headers?: Record<string, string>;
}

type Method = (args: Json, token: TokenState | null) => Json;

const scopes = 'commands,chat:write,im:write,im:history,users:read,channels:read,groups:read';

/** Slack's Web API, as far as an app like ours uses it. */
export function webApi(world: World, app: App, calls: { method: string; args: Json }[], faults: Fault[]): Router {
  const router = express.Router();
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const teamOf = (token: TokenState | null) => {
    const workspace = token && world.workspaces.get(token.teamId);
    if (!workspace) throw new Refusal('invalid_auth');
    return workspace;
  };
  const message = (args: Json) => {
    const blocks = args['blocks'];
    if (blocks !== undefined && blocksComplaints(blocks, 50).length > 0)
      throw new Refusal('invalid_blocks', { response_metadata: { messages: blocksComplaints(blocks, 50) } });
    if (blocks === undefined && text(args['text']) === '') throw new Refusal('no_text');
    return { blocks, text: args['text'], metadata: args['metadata'] };
  };
  const channel = (args: Json) => {
    const found = channelOf(world, text(args['channel']));
    if (!found) throw new Refusal('channel_not_found');
    if (found.isArchived) throw new Refusal('is_archived');
    return found;
  };
  const trigger = (args: Json) => {
    const found = world.triggers.get(text(args['trigger_id']));
    if (!found || found.until < Date.now()) throw new Refusal('expired_trigger_id');
    if (found.used) throw new Refusal('exchanged_trigger_id');
    found.used = true;
    return found.personId;
  };
  const view = (args: Json, id: string, personId: string): ViewState => {
    const given: Json = Object(args['view']);
    const complaints = given['type'] === 'home' ? blocksComplaints(given['blocks'], 100) : modalComplaints(given);
    if (complaints.length > 0) throw new Refusal('invalid_arguments', { response_metadata: { messages: complaints } });
    const made = { id, hash: randomBytes(6).toString('hex'), personId, view: given };
    world.views.set(id, made);
    return made;
  };
  const viewJson = ({ id, hash, view: given }: ViewState) => ({ view: { ...given, id, hash } });
  const openModal = (args: Json) => {
    const personId = trigger(args);
    const made = view(args, newId('V'), personId);
    personOf(world, personId)?.modals.push(made);
    world.events.emit('change');
    return viewJson(made);
  };

  const methods: Record<string, Method> = {
    'auth.test': (_args, token) => {
      const { teamId, name, botUserId } = teamOf(token);
      return { team_id: teamId, team: name, user_id: botUserId, bot_id: 'B1', url: 'https://stand.in/' };
    },
    'apps.connections.open': () => ({ url: app.socketUrl() }),
    'oauth.v2.access': (args) => {
      if (args['client_id'] !== app.clientId || args['client_secret'] !== app.clientSecret)
        throw new Refusal('bad_client_secret');
      const refreshed = world.refreshTokens.get(text(args['refresh_token']));
      if (args['grant_type'] === 'refresh_token') {
        if (refreshed === undefined) throw new Refusal('invalid_refresh_token');
        world.refreshTokens.delete(text(args['refresh_token']));
        return granted(refreshed, 'U0');
      }
      const code = world.codes.get(text(args['code']));
      if (!code) throw new Refusal('invalid_code');
      if (args['redirect_uri'] !== undefined && args['redirect_uri'] !== code.redirectUri)
        throw new Refusal('bad_redirect_uri');
      world.codes.delete(text(args['code']));
      return granted(code.teamId, code.personId);
    },
    'conversations.open': (args, token) => {
      const person = teamOf(token).people.get(text(args['users']));
      if (!person) throw new Refusal('user_not_found');
      if (person.dms === 'deactivated') throw new Refusal('user_disabled');
      if (person.dms === 'closed') throw new Refusal('cannot_dm_bot');
      return { channel: { id: dmOf(world, person).id } };
    },
    'conversations.list': (_args, token) => ({
      channels: [...teamOf(token).channels.values()]
        .filter(({ personId }) => personId === null)
        .map(({ id, name, hasBot, isArchived }) => ({ id, name, is_member: hasBot, is_archived: isArchived })),
    }),
    'conversations.info': (args) => {
      const found = channelOf(world, text(args['channel']));
      if (!found) throw new Refusal('channel_not_found');
      return { channel: { id: found.id, name: found.name, is_member: found.hasBot, is_archived: found.isArchived } };
    },
    'conversations.history': (args) => {
      const { id } = channel(args);
      const oldest = Number(args['oldest'] ?? 0);
      const found = world.messages.filter((one) => one.channelId === id && !one.onlyFor && Number(one.ts) >= oldest);
      return { messages: found.toReversed().map(({ ts, body }) => ({ ts, ...body })), has_more: false };
    },
    'chat.postMessage': (args) => {
      const to = channel(args);
      const person = to.personId === null ? null : personOf(world, to.personId);
      if (person && person.dms !== 'open') throw new Refusal('account_inactive');
      if (!to.hasBot) throw new Refusal('not_in_channel');
      const said = say(world, to.id, message(args));
      return { channel: to.id, ts: said.ts };
    },
    'chat.postEphemeral': (args) => {
      const to = channel(args);
      if (!to.hasBot) throw new Refusal('not_in_channel');
      const said = say(world, to.id, message(args), text(args['user']));
      return { message_ts: said.ts };
    },
    'chat.update': (args) => {
      const found = world.messages.find(({ ts, channelId }) => ts === args['ts'] && channelId === args['channel']);
      if (!found || found.isDeleted || found.onlyFor) throw new Refusal('message_not_found');
      Object.assign(found, { body: message(args), edits: found.edits + 1 });
      show(world, found);
      return { channel: found.channelId, ts: found.ts };
    },
    'views.open': openModal,
    'views.push': openModal,
    'views.update': (args) => {
      const known = world.views.get(text(args['view_id']));
      if (!known) throw new Refusal('not_found');
      if (args['hash'] !== undefined && args['hash'] !== known.hash) throw new Refusal('hash_conflict');
      const made = view(args, known.id, known.personId);
      personOf(world, known.personId)?.modals.push(made);
      world.events.emit('change');
      return viewJson(made);
    },
    'views.publish': (args) => {
      const person = personOf(world, text(args['user_id']));
      if (!person) throw new Refusal('user_not_found');
      const made = view(args, `H${person.id}`, person.id);
      person.homes.push(made);
      world.events.emit('change');
      return viewJson(made);
    },
    'users.info': (args, token) => {
      const person = teamOf(token).people.get(text(args['user']));
      if (!person) throw new Refusal('user_not_found');
      const { id, name, locale, timezone: tz, isAdmin, dms } = person;
      return {
        user: {
          ...{
            id,
            name: name.toLowerCase(),
            real_name: name,
            locale,
            tz,
            is_admin: isAdmin,
            is_owner: false,
            is_bot: false,
          },
          deleted: dms === 'deactivated',
          profile: { display_name: name, real_name: name },
        },
      };
    },
    'team.info': (_args, token) => {
      const { teamId, name } = teamOf(token);
      return { team: { id: teamId, name, domain: 'stand-in' } };
    },
  };

  function granted(teamId: string, personId: string): Json {
    const workspace = world.workspaces.get(teamId);
    if (!workspace) throw new Refusal('invalid_code');
    const token = install(world, teamId);
    const refresh = `xoxe-1-${newTs()}`;
    if (world.rotates) world.refreshTokens.set(refresh, teamId);
    return {
      access_token: token,
      token_type: 'bot',
      scope: scopes,
      bot_user_id: workspace.botUserId,
      app_id: 'A1',
      team: { id: teamId, name: workspace.name },
      enterprise: null,
      is_enterprise_install: false,
      authed_user: { id: personId },
      ...(world.rotates ? { refresh_token: refresh, expires_in: 43_200 } : {}),
    };
  }

  router.post(
    '/api/:method',
    express.urlencoded({ extended: false, limit: '2mb' }),
    express.json({ limit: '2mb' }),
    (request, response) => {
      const name = String(request.params['method']);
      const raw: Json = { ...request.body };
      const args = Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, parsed(value)]));
      const bearer = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? text(args['token']);
      calls.push({ method: name, args });
      if (failed(name, faults, response)) return;
      try {
        const method = methods[name];
        if (!method) throw new Refusal('unknown_method');
        const token = authorised(name, bearer);
        response.set('x-oauth-scopes', scopes).json({ ok: true, ...method(args, token) });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        response.json({ ok: false, error: error.message, ...error.more });
      }
    },
  );

  function authorised(name: string, bearer: string): TokenState | null {
    if (name === 'oauth.v2.access') return null;
    if (name === 'apps.connections.open') {
      if (bearer !== app.appToken) throw new Refusal('invalid_auth');
      return null;
    }
    const token = world.tokens.get(bearer);
    if (!token) throw new Refusal('invalid_auth');
    if (token.state !== 'good') throw new Refusal(`token_${token.state}`);
    return token;
  }

  router.post('/response/:id', express.json({ limit: '2mb' }), (request, response) => {
    const known = world.responses.get(String(request.params['id']));
    calls.push({ method: 'response_url', args: request.body });
    if (failed('response_url', faults, response)) return;
    if (!known || known.until < Date.now()) return void response.status(404).send('expired_url');
    known.uses += 1;
    if (known.uses > 5) return void response.status(404).send('used_url');
    const body: Json = request.body;
    if (body['blocks'] !== undefined && blocksComplaints(body['blocks'], 50).length > 0)
      return void response.status(200).json({ ok: false, error: 'invalid_blocks' });
    if (body['delete_original'] === true && known.message) known.message.isDeleted = true;
    else if (body['replace_original'] === true && known.message) {
      Object.assign(known.message, { body, edits: known.message.edits + 1 });
      show(world, known.message);
    } else say(world, known.channelId, body, body['response_type'] === 'in_channel' ? null : known.personId);
    response.send('ok');
  });
  return router;
}

/** Gives a workspace a token of the app. */
export function install(world: World, teamId: string): string {
  const token = `xoxb-${teamId}-${newTs()}`;
  world.tokens.set(token, { teamId, state: 'good' });
  return token;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function failed(name: string, faults: Fault[], response: Response): boolean {
  const fault = faults.find(({ method, times = Number.POSITIVE_INFINITY }) => method === name && times > 0);
  if (!fault) return false;
  if (fault.times !== undefined) fault.times -= 1;
  const { kind, headers = {} } = fault;
  if (kind === 'lost') {
    const cut = () => {
      response.socket?.destroy();
      return response;
    };
    response.json = cut;
    response.send = cut;
    return false;
  }
  if (kind === 'reset') response.socket?.destroy();
  else if (typeof kind === 'number') response.status(kind).set(headers).json({ ok: false, error: 'ratelimited' });
  else response.json({ ok: false, error: kind.slice('error:'.length) });
  return true;
}
