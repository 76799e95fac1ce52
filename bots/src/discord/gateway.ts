import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type IIdentifyThrottler,
  SimpleIdentifyThrottler,
  WebSocketManager,
  WebSocketShardEvents,
  WebSocketShardStatus,
} from '@discordjs/ws';
import type { DiscordConfig } from '@echochat/core/platform/config.ts';
import type { Services } from '@echochat/core/platform/services.ts';
import { GatewayIntentBits, type GatewaySendPayload } from 'discord.js';
import type { DiscordRest } from './rest.ts';
import { openSessions } from './sessions.ts';

/** An event of the gateway, as it came. */
export interface GatewayEvent {
  name: string;
  data: unknown;
}

export interface Gateway {
  /** Resolves once every shard of this process is connected. */
  connect(): Promise<void>;
  /** Whether the events of a guild come to this process. */
  serves(guildId: string): boolean;
  /** Says something to the shard of a guild, as soon as that is connected. Rejects where this process has none. */
  send(guildId: string, payload: GatewaySendPayload): Promise<void>;
  /** Ends the connections so that their sessions can be gone on with. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  /** IDENTIFYs a day at most; Discord resets the token at 1,000. */
  identifiesPerDay?: number;
}

const identifiesPerDay = 900;
/** Discord's own code for a connection that is closed for being resumed; the session lives on. */
const resumeCode = 4_200;

/** What a close code means that no reconnecting can mend. */
const fatal: Readonly<Record<number, string>> = {
  4004: 'Discord does not know the token. Copy it anew from the Developer Portal (Bot → Reset Token) into DISCORD_TOKEN.',
  4010: 'Discord does not know these shards. Set DISCORD_SHARDS to auto, or to a range below its total.',
  4011: 'EchoChat is in too many servers for so few shards. Set DISCORD_SHARDS to auto.',
  4012: 'Discord no longer speaks this version of its gateway. Update EchoChat.',
  4013: 'Discord does not know the intents that were asked for. Update EchoChat.',
  4014: 'Discord does not allow the intents that were asked for: servers, voice states, scheduled events. See Bot → Privileged Gateway Intents in the Developer Portal.',
};

/**
 * The connection to Discord's gateway: three intents, none privileged. Sessions are gone on with after a disconnect and
 * after a restart: `onEvent` says whether it took an event, and what it did not take is sent again. `onEnd` is told, in one sentence, why it cannot go on.
 */
export function openGateway(
  config: DiscordConfig,
  rest: DiscordRest,
  services: Services,
  onEvent: (event: GatewayEvent) => boolean,
  onEnd: (why: string) => void,
  options: GatewayOptions = {},
): Gateway {
  const { log, kept } = services;
  const { shards } = config;
  let total = shards?.total ?? 1;
  const sessions = openSessions(kept, config.clientId, () => total, log);
  let isEnding = false;
  const connects = new EventEmitter().setMaxListeners(0);
  const end = (why: string) => {
    if (isEnding) return;
    isEnding = true;
    onEnd(why);
  };

  const manager = new WebSocketManager({
    token: config.token,
    rest: rest.library,
    intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildVoiceStates | GatewayIntentBits.GuildScheduledEvents,
    shardCount: shards?.total ?? null,
    shardIds: shards ? { start: shards.from, end: shards.to } : null,
    retrieveSessionInfo: (shardId) => sessions.read(shardId),
    updateSessionInfo: (shardId, info) => sessions.write(shardId, info),
    buildIdentifyThrottler: async (of): Promise<IIdentifyThrottler> => {
      const { session_start_limit: limit } = await of.fetchGatewayInformation();
      const throttler = new SimpleIdentifyThrottler(limit.max_concurrency);
      return countedThrottler(throttler, services, config.clientId, options.identifiesPerDay ?? identifiesPerDay, end);
    },
  });
  manager.on(WebSocketShardEvents.Dispatch, ({ data, shardId }) => {
    if (onEvent({ name: data.t, data: data.d })) sessions.taken(shardId, data.s);
  });
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    const why = fatal[code];
    if (why) end(why);
    else log.info({ code, shardId }, 'the gateway closed the connection');
  });
  manager.on(WebSocketShardEvents.Error, ({ error, shardId }) =>
    log.warn({ error: error.message, shardId }, 'the gateway failed'),
  );
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => {
    log.info({ shardId }, 'the gateway session goes on');
    connects.emit('connected');
  });
  manager.on(WebSocketShardEvents.Ready, ({ shardId }) => {
    log.info({ shardId }, 'a gateway session begins');
    connects.emit('connected');
  });

  const shardOf = (guildId: string): number => Number((BigInt(guildId) >> 22n) % BigInt(total));
  /** The library's own waiting knows of sessions that begin, and of none that go on. */
  async function untilReady(shardId: number): Promise<void> {
    for (;;) {
      if (isEnding) throw new Error('the gateway is closing');
      const status = (await manager.fetchStatus()).get(shardId);
      if (status === undefined) throw new Error('another process has the shard');
      if (status === WebSocketShardStatus.Ready) return;
      await once(connects, 'connected');
    }
  }

  return {
    async connect() {
      total = await manager.getShardCount();
      await manager.connect();
    },
    serves(guildId) {
      const shard = shardOf(guildId);
      return shards === null || (shard >= shards.from && shard <= shards.to);
    },
    async send(guildId, payload) {
      const shardId = shardOf(guildId);
      await untilReady(shardId);
      await manager.send(shardId, payload);
    },
    async close() {
      isEnding = true;
      connects.emit('connected');
      await sessions.close();
      await manager.destroy({ code: resumeCode, reason: 'EchoChat restarts' });
    },
  };
}

/** Counts IDENTIFYs by the day, over all processes and restarts; past the limit nobody identifies any more. */
function countedThrottler(
  inner: IIdentifyThrottler,
  { kept, clock, log }: Services,
  botId: string,
  limit: number,
  end: (why: string) => void,
): IIdentifyThrottler {
  let uncounted = 0;
  return {
    async waitForIdentify(shardId, signal) {
      const day = clock.now().toZonedDateTimeISO('UTC').toPlainDate();
      const count = await kept.count(`discord:identifies:${botId}:${day}`).catch((error: unknown) => {
        log.warn({ error: String(error) }, 'an IDENTIFY could not be counted');
        uncounted += 1;
        return uncounted;
      });
      if (count > limit) {
        end(
          `EchoChat has begun ${limit} Discord sessions today, and at 1,000 Discord resets the token. Look for what ends them, and start again after midnight UTC.`,
        );
        // Nobody may go on from here; the process is about to end.
        await wait(24 * 3_600_000, undefined, { signal, ref: false });
      }
      await inner.waitForIdentify(shardId, signal);
    },
  };
}
