import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { type Fault, openFaults } from './faults.ts';
import { type GatewayControls, openGateway } from './gateway.ts';
import { snowflake } from './ids.ts';
import { type LimitOptions, openLimits } from './limits.ts';
import { newPerson, type Person } from './people.ts';
import { restRoutes } from './rest.ts';
import { type ChannelState, type GuildState, type Json, newWorld, type World } from './world.ts';

/** Discord, as far as a bot meets it: its REST interface and its gateway, on a port of its own. */
export interface Discord {
  /** For DISCORD_API_URL. */
  apiUrl: string;
  token: string;
  clientId: string;
  world: World;
  gateway: GatewayControls;
  /** A server that the bot is in, with its channels by name. */
  guild(given: { name: string; channels?: readonly string[]; locale?: string }): GuildState;
  /** Somebody takes a channel away. */
  removeChannel(channel: ChannelState): void;
  /** The bot is taken out of a server. */
  removeGuild(guild: GuildState): void;
  person(given: { name: string; locale?: string }): Person;
  fault(fault: Fault): void;
  clearFaults(): void;
  /** The token stops being one: every request and every connection is refused. */
  revokeToken(): void;
  /** Every request, as "POST /channels/1/messages", oldest first. */
  requests: string[];
  limits: { requests: number; refused: number };
  close(): Promise<void>;
}

const discordsHeartbeatMs = 41_250;
const discordsLimits: LimitOptions = { perSecond: 50, perChannel: 5, channelMs: 5_000 };

export async function startDiscord(
  options: { limits?: LimitOptions; commands?: Json[]; heartbeatMs?: number } = {},
): Promise<Discord> {
  const world = newWorld();
  world.commands = [...(options.commands ?? [])];
  const app = express();
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const gatewayUrl = `ws://127.0.0.1:${address.port}/gateway`;

  const requests: string[] = [];
  const limits = openLimits(options.limits ?? discordsLimits);
  const faults = openFaults();
  const gateway = openGateway(world, server, () => gatewayUrl, options.heartbeatMs ?? discordsHeartbeatMs);
  app.use(express.json({ limit: '2mb' }), express.urlencoded({ extended: false }));
  app.use('/api/v10', (request, _response, next) => {
    requests.push(`${request.method} ${request.path}`);
    next();
  });
  app.use('/api/v10', (request, response, next) => limits.global(request, response, next));
  app.use('/api/v10', (request, response, next) => faults.middleware(request, response, next));
  app.use(
    '/api/v10',
    restRoutes(world, gateway, limits, () => gatewayUrl),
  );

  return {
    apiUrl: `http://127.0.0.1:${address.port}/api`,
    token: world.token,
    clientId: world.clientId,
    world,
    gateway,
    requests,
    limits: limits.counts,
    guild({ name, channels = ['general'], locale = 'en-US' }) {
      const id = snowflake();
      const made = channels.map((channel) => ({
        id: snowflake(),
        name: channel,
        guildId: id,
        personId: null,
        denied: 0n,
        voice: null,
        isGone: false,
      }));
      const guild: GuildState = {
        id,
        name,
        locale,
        channels: made,
        mayManageChannels: true,
        mayManageRoles: true,
        mayCreateEvents: true,
        events: [],
        voiceStates: new Map(),
      };
      for (const channel of made) world.channels.set(channel.id, channel);
      world.guilds.set(id, guild);
      gateway.dispatch(
        'GUILD_CREATE',
        { id, name, preferred_locale: locale, unavailable: false, system_channel_id: made[0]?.id ?? null },
        id,
      );
      return guild;
    },
    removeChannel(channel) {
      channel.isGone = true;
      gateway.dispatch('CHANNEL_DELETE', { id: channel.id, guild_id: channel.guildId, type: 2 }, channel.guildId);
    },
    removeGuild(guild) {
      world.guilds.delete(guild.id);
      gateway.dispatch('GUILD_DELETE', { id: guild.id }, guild.id);
    },
    person: (given) => newPerson(world, gateway, given),
    fault: (fault) => void faults.add(fault),
    clearFaults: () => void faults.clear(),
    revokeToken() {
      world.isRevoked = true;
      gateway.disconnect(4004);
    },
    async close() {
      gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
