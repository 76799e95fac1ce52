import express, { type Request, type Response, type Router } from 'express';
import { messageComplaints, modalComplaints } from '../discord-limits.ts';
import { commandComplaints } from './command-rules.ts';
import type { GatewayControls } from './gateway.ts';
import { snowflake } from './ids.ts';
import type { openLimits } from './limits.ts';
import { scheduledEventRoutes } from './scheduled-events.ts';
import {
  type ChannelState,
  type InteractionState,
  type Json,
  type MessageState,
  messageJson,
  userJson,
  type World,
} from './world.ts';

const ephemeral = 64;
const answerMs = 3_000;
const tokenMs = 15 * 60_000;
/** How long Discord remembers the nonce of a message. */
const nonceMs = 5 * 60_000;
const viewChannel = 1n << 10n;
const sendMessages = 1n << 11n;

const refuse = (response: Response, status: number, code: number, message: string, errors?: object): void => {
  response.status(status).json({ message, code, ...(errors ? { errors } : {}) });
};
const invalid = (response: Response, complaints: readonly string[]) =>
  refuse(response, 400, 50_035, 'Invalid Form Body', {
    _errors: complaints.map((message) => ({ code: 'X', message })),
  });

/** Discord's REST interface, version 10, as far as a bot like ours uses it. */
export function restRoutes(
  world: World,
  gateway: Pick<GatewayControls, 'dispatch'>,
  limits: ReturnType<typeof openLimits>,
  gatewayUrl: () => string,
): Router {
  const router = express.Router();
  const changed = () => world.events.emit('change');
  const nonces = new Map<string, { message: MessageState; at: number }>();

  router.use((request, response, next) => {
    if (/^\/(interactions|webhooks|oauth2)\//.test(request.path)) return next();
    if (request.path === '/users/@me' && /^Bearer /.test(request.headers.authorization ?? '')) return next();
    if (world.isRevoked || request.headers.authorization !== `Bot ${world.token}`)
      return refuse(response, 401, 0, '401: Unauthorized');
    next();
  });

  router.get('/gateway/bot', (_request, response) => {
    response.json({
      url: gatewayUrl(),
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 16 },
    });
  });
  router.post('/oauth2/token', (request, response) => {
    const { client_id: id, client_secret: secret, grant_type: grant, code } = request.body;
    if (id !== world.clientId || secret !== world.clientSecret)
      return void response.status(401).json({ error: 'invalid_client' });
    const userId = world.codes.get(String(code));
    if (grant !== 'authorization_code' || userId === undefined)
      return void response
        .status(400)
        .json({ error: 'invalid_grant', error_description: 'Invalid "code" in request.' });
    // A code is good once.
    world.codes.delete(String(code));
    const token = `user-${snowflake()}`;
    world.tokens.set(token, userId);
    response.json({ access_token: token, token_type: 'Bearer', expires_in: 604_800, scope: 'identify' });
  });
  router.get('/users/@me', (request, response, next) => {
    const [, token] = /^Bearer (.*)$/.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) return next();
    const person = world.people.get(world.tokens.get(token) ?? '');
    if (!person) return refuse(response, 401, 0, '401: Unauthorized');
    response.json({ ...userJson(person), locale: person.locale });
  });
  router.get('/applications/:id/activity-instances/:instance', (request, response) => {
    const instance = world.instances.get(String(request.params['instance']));
    if (!instance || instance.users.size === 0) return refuse(response, 404, 0, '404: Not Found');
    const { id, channelId, guildId, users } = instance;
    response.json({
      application_id: world.clientId,
      instance_id: id,
      launch_id: '1',
      location: { id: `gc-${guildId}-${channelId}`, kind: 'gc', channel_id: channelId, guild_id: guildId },
      users: [...users],
    });
  });

  router.post('/guilds/:id/channels', (request, response) => {
    const guild = world.guilds.get(request.params['id'] ?? '');
    if (!guild) return refuse(response, 404, 10_004, 'Unknown Guild');
    if (!guild.mayManageChannels) return refuse(response, 403, 50_013, 'Missing Permissions');
    const { name, type, user_limit: userLimit = 0, permission_overwrites: overwrites = [] } = request.body;
    if (typeof name !== 'string' || name.length < 1 || name.length > 100) return invalid(response, ['the name']);
    if (type !== 2 || userLimit > 99 || overwrites.length > 100) return invalid(response, ['the channel']);
    const channel: ChannelState = {
      id: snowflake(),
      name,
      guildId: guild.id,
      personId: null,
      denied: 0n,
      voice: { userLimit, overwrites },
      isGone: false,
    };
    guild.channels.push(channel);
    world.channels.set(channel.id, channel);
    response.status(201).json(channelJson(world, channel));
    changed();
  });
  router.patch('/channels/:channelId', (request, response) => {
    const channel = world.channels.get(request.params['channelId'] ?? '');
    if (!channel?.voice || channel.isGone) return refuse(response, 404, 10_003, 'Unknown Channel');
    const { user_limit: userLimit, permission_overwrites: overwrites } = request.body;
    if (overwrites && world.guilds.get(channel.guildId ?? '')?.mayManageRoles === false)
      return refuse(response, 403, 50_013, 'Missing Permissions');
    channel.voice = {
      changes: [...(channel.voice.changes ?? []), Object.keys(request.body)],
      userLimit: userLimit ?? channel.voice.userLimit,
      overwrites: overwrites ?? channel.voice.overwrites,
    };
    response.json(channelJson(world, channel));
    changed();
  });
  router.delete('/channels/:channelId', (request, response) => {
    const channel = world.channels.get(request.params['channelId'] ?? '');
    if (!channel || channel.isGone) return refuse(response, 404, 10_003, 'Unknown Channel');
    channel.isGone = true;
    response.json(channelJson(world, channel));
    gateway.dispatch('CHANNEL_DELETE', { id: channel.id, guild_id: channel.guildId, type: 2 }, channel.guildId);
    changed();
  });
  router.use(scheduledEventRoutes(world));
  router.get('/guilds/:id/voice-states/:user', (request, response) => {
    const at = world.guilds.get(String(request.params['id']))?.voiceStates.get(String(request.params['user']));
    if (at === undefined) return refuse(response, 404, 10_065, 'Unknown Voice State');
    response.json({ user_id: request.params['user'], channel_id: at });
  });
  router.patch('/guilds/:id/members/:user', (request, response) => {
    const guild = world.guilds.get(String(request.params['id']));
    const userId = String(request.params['user']);
    if (!guild?.voiceStates.has(userId)) return refuse(response, 400, 40_032, 'Target user is not connected to voice.');
    guild.voiceStates.delete(userId);
    gateway.dispatch('VOICE_STATE_UPDATE', { guild_id: guild.id, user_id: userId, channel_id: null }, guild.id);
    response.json({ user: { id: userId } });
    changed();
  });

  router.get('/users/@me', (_request, response) => {
    response.json({ id: world.clientId, username: 'echochat', bot: true, discriminator: '0', avatar: null });
  });
  router.get('/applications/@me', (_request, response) => {
    response.json({ id: world.clientId, name: 'EchoChat', flags: 0, integration_types_config: { 0: {}, 1: {} } });
  });

  router.get('/applications/:id/commands', (_request, response) => {
    response.json(world.commands);
  });
  router.put('/applications/:id/commands', (request, response) => {
    const list: Json[] = request.body;
    const complaints = commandComplaints(list);
    if (complaints.length > 0) return invalid(response, complaints);
    const entry = world.commands.find((command) => command['type'] === 4);
    if (entry && !list.some((command) => command['type'] === 4))
      return refuse(
        response,
        400,
        50_240,
        'You cannot remove this app’s Entry Point command in a bulk update operation',
      );
    world.commandWrites += 1;
    // Discord adds ids and defaults, and leaves out what is false.
    world.commands = list.map((command) => ({
      ...JSON.parse(
        JSON.stringify(command, (key, value) => (key === 'required' && value === false ? undefined : value)),
      ),
      id: String(command['id'] ?? snowflake()),
      application_id: world.clientId,
      version: snowflake(),
      nsfw: false,
      default_member_permissions: command['default_member_permissions'] ?? null,
      dm_permission: true,
    }));
    response.json(world.commands);
    changed();
  });

  router.get('/guilds/:id', (request, response) => {
    const guild = world.guilds.get(request.params['id'] ?? '');
    if (!guild) return refuse(response, 404, 10_004, 'Unknown Guild');
    response.json({ id: guild.id, name: guild.name, owner_id: '1', roles: rolesOf(guild.id) });
  });
  router.get('/guilds/:id/roles', (request, response) => {
    response.json(rolesOf(request.params['id'] ?? ''));
  });
  router.get('/guilds/:id/channels', (request, response) => {
    const guild = world.guilds.get(request.params['id'] ?? '');
    if (!guild) return refuse(response, 404, 10_004, 'Unknown Guild');
    response.json(guild.channels.map((channel) => channelJson(world, channel)));
  });
  router.get('/guilds/:id/members/:user', (request, response) => {
    response.json({ user: { id: request.params['user'] }, roles: [] });
  });
  router.get('/channels/:channelId', (request, response) => {
    const channel = world.channels.get(request.params['channelId'] ?? '');
    if (!channel || channel.isGone) return refuse(response, 404, 10_003, 'Unknown Channel');
    response.json(channelJson(world, channel));
  });

  router.post('/users/@me/channels', (request, response) => {
    const person = world.people.get(String(request.body.recipient_id));
    if (!person) return refuse(response, 400, 50_033, 'Invalid Recipient(s)');
    if (person.dms === 'too-fast') return refuse(response, 403, 40_003, 'You are opening direct messages too fast.');
    response.json(channelJson(world, dmOf(world, person.id)));
  });

  router.post('/channels/:channelId/messages', limits.channel, (request, response) => {
    const channel = world.channels.get(String(request.params['channelId']));
    if (!channel || channel.isGone) return refuse(response, 404, 10_003, 'Unknown Channel');
    const person = channel.personId === null ? null : world.people.get(channel.personId);
    if (person?.dms === 'closed') return refuse(response, 403, 50_007, 'Cannot send messages to this user');
    if ((channel.denied & viewChannel) !== 0n) return refuse(response, 403, 50_001, 'Missing Access');
    if ((channel.denied & sendMessages) !== 0n) return refuse(response, 403, 50_013, 'Missing Permissions');
    const { flags = 0, nonce, enforce_nonce: enforced, ...body } = request.body;
    const complaints = messageComplaints({ ...body, flags: flags & ~4_096 });
    if (complaints.length > 0) return invalid(response, complaints);
    if (typeof nonce === 'string' && nonce.length > 25) return invalid(response, ['the nonce is too long']);
    const key = `${channel.id} ${String(nonce)}`;
    const known = enforced ? nonces.get(key) : undefined;
    if (known && Date.now() - known.at < nonceMs) return void response.json(messageJson(known.message, world));
    const message = addMessage(world, channel.id, body, flags, { onlyFor: null, interactionUser: null });
    message.nonce = nonce === undefined ? null : String(nonce);
    if (nonce !== undefined) nonces.set(key, { message, at: Date.now() });
    response.json(messageJson(message, world));
    changed();
  });

  router.post('/interactions/:id/:token/callback', (request: Request, response) => {
    const interaction = world.interactions.get(String(request.params['id']));
    if (!interaction || interaction.token !== request.params['token'] || Date.now() - interaction.createdAt > answerMs)
      return refuse(response, 404, 10_062, 'Unknown interaction');
    if (interaction.first) return refuse(response, 400, 40_060, 'Interaction has already been acknowledged.');
    if (request.body.type === 12 && !world.hasActivity)
      return refuse(response, 400, 50_234, 'Invalid activity launch, no Activity for this app');
    const complaints = callbackComplaints(interaction, request.body);
    if (complaints.length > 0) return invalid(response, complaints);
    acknowledge(world, interaction, request.body);
    response.status(204).end();
    changed();
  });

  router.all('/webhooks/:appId/:token{/messages/:messageId}', (request: Request, response) => {
    const interaction = [...world.interactions.values()].find(({ token }) => token === request.params['token']);
    if (!interaction) return refuse(response, 404, 10_015, 'Unknown Webhook');
    if (Date.now() - interaction.createdAt > tokenMs) return refuse(response, 401, 50_027, 'Invalid Webhook Token');
    const { messageId } = request.params;
    if (request.method === 'POST' && messageId === undefined) {
      if (!interaction.first) return refuse(response, 404, 10_008, 'Unknown Message');
      if (interaction.isUserInstallOnly && interaction.followUps.length >= 5)
        return refuse(response, 400, 40_094, 'This interaction has reached its maximum number of follow-ups.');
      const { flags = 0, ...body } = request.body;
      const complaints = messageComplaints({ ...body, flags: flags & ~ephemeral });
      if (complaints.length > 0) return invalid(response, complaints);
      const onlyFor = (flags & ephemeral) !== 0 ? interaction.person.id : null;
      const message = addMessage(world, interaction.channelId, body, flags, {
        onlyFor,
        interactionUser: interaction.person.id,
      });
      interaction.followUps.push(message);
      response.json(messageJson(message, world));
      return void changed();
    }
    const message =
      messageId === '@original' ? interaction.original : interaction.followUps.find(({ id }) => id === messageId);
    if (!message || message.isGone) return refuse(response, 404, 10_008, 'Unknown Message');
    if (request.method === 'PATCH') {
      const { flags = message.flags, ...body } = request.body;
      const complaints = messageComplaints({ allowed_mentions: { parse: [] }, ...body, flags: flags & ~ephemeral });
      if (complaints.length > 0) return invalid(response, complaints);
      message.body = body;
      message.flags |= flags;
      message.edits += 1;
      if (messageId === '@original') interaction.isThinking = false;
    } else if (request.method === 'DELETE') message.isGone = true;
    response.json(messageJson(message, world));
    changed();
  });

  router.use((_request, response) => refuse(response, 404, 0, '404: Not Found'));
  return router;
}

const rolesOf = (guildId: string) => [
  { id: guildId, name: '@everyone', permissions: String(viewChannel | sendMessages) },
];

function channelJson(world: World, channel: ChannelState): Json {
  if (channel.personId !== null) return { id: channel.id, type: 1, recipients: [{ id: channel.personId }] };
  if (channel.voice)
    return {
      id: channel.id,
      type: 2,
      name: channel.name,
      guild_id: channel.guildId,
      position: 0,
      user_limit: channel.voice.userLimit,
      permission_overwrites: channel.voice.overwrites,
    };
  const denied = { id: world.clientId, type: 1, allow: '0', deny: String(channel.denied) };
  return {
    id: channel.id,
    type: 0,
    name: channel.name,
    guild_id: channel.guildId,
    position: 0,
    permission_overwrites: channel.denied === 0n ? [] : [denied],
  };
}

export function dmOf(world: World, personId: string): ChannelState {
  const known = [...world.channels.values()].find((channel) => channel.personId === personId);
  if (known) return known;
  const made = { id: snowflake(), name: '', guildId: null, personId, denied: 0n, voice: null, isGone: false };
  world.channels.set(made.id, made);
  return made;
}

export function addMessage(
  world: World,
  channelId: string,
  body: Json,
  flags: number,
  who: Pick<MessageState, 'onlyFor' | 'interactionUser'>,
): MessageState {
  const message = { id: snowflake(), channelId, body, flags, nonce: null, edits: 0, isGone: false, ...who };
  world.messages.set(message.id, message);
  return message;
}

const [ping, command, component, autocomplete, modal] = [1, 2, 3, 4, 5];
void ping;

/** Which answers an interaction may be given first, and what is wrong with this one. */
function callbackComplaints({ type, source }: InteractionState, callback: Json): string[] {
  const answer = Number(callback['type']);
  const data = Object(callback['data'] ?? {});
  const allowed = {
    [command]: [4, 5, 9, 12],
    [component]: [4, 5, 6, 7, 9, 12],
    [autocomplete]: [8],
    [modal]: source ? [4, 5, 6, 7] : [4, 5],
  };
  if (!allowed[type]?.includes(answer)) return [`an interaction of type ${type} cannot be answered by ${answer}`];
  if (answer === 9) return modalComplaints(data);
  if (answer === 4 || answer === 7) return messageComplaints({ ...data, flags: (data.flags ?? 0) & ~ephemeral });
  if (answer === 5) return (data.flags ?? 0) & ~ephemeral ? ['only EPHEMERAL may be set when deferring'] : [];
  if (answer === 8) {
    const choices: { name?: unknown; value?: unknown }[] = data.choices ?? [];
    const fits = (text: unknown) => String(text).length >= 1 && String(text).length <= 100;
    return choices.length <= 25 && choices.every(({ name, value }) => fits(name) && fits(value)) ? [] : ['choices'];
  }
  return [];
}

function acknowledge(world: World, interaction: InteractionState, callback: Json): void {
  const type = Number(callback['type']);
  const data = Object(callback['data'] ?? {});
  const flags = Number(data.flags ?? 0);
  const isEphemeral = (flags & ephemeral) !== 0;
  interaction.first = { type, afterMs: Date.now() - interaction.createdAt, ephemeral: isEphemeral };
  if (type === 12) openActivity(world, interaction);
  else if (type === 9) interaction.modal = data;
  else if (type === 8) interaction.choices = data.choices;
  else if (type === 6 || type === 7) {
    interaction.original = interaction.source;
    if (type === 7 && interaction.source) {
      interaction.source.body = data;
      interaction.source.edits += 1;
    }
  } else {
    const onlyFor = isEphemeral ? interaction.person.id : null;
    const who = { onlyFor, interactionUser: interaction.person.id };
    interaction.original = addMessage(world, interaction.channelId, type === 4 ? data : {}, flags, who);
  }
  interaction.isThinking = type === 5 || type === 6;
}

/** The Activity opens where the interaction was: the instance that is live there, or a new one. */
function openActivity(world: World, { person, channelId }: InteractionState): void {
  const known = [...world.instances.values()].find((one) => one.channelId === channelId && one.users.size > 0);
  const guildId = world.channels.get(channelId)?.guildId ?? null;
  const instance = known ?? { id: `i-${snowflake()}-gc-${channelId}`, channelId, guildId, users: new Set<string>() };
  instance.users.add(person.id);
  world.instances.set(instance.id, instance);
}
