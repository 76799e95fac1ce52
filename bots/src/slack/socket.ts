import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '@echochat/core/platform/log.ts';
import { SocketModeReceiver } from '@slack/bolt';
import { clientOptions, refusalOf, slackLogger } from './calls.ts';
import { deadTokenCodes } from './token-source.ts';

/** A connection whose server does not say hello by then is given up. */
const helloMs = 15_000;
const goodbyeMs = 1_500;
const longestPauseMs = 30_000;
/** The token is one that cannot open connections at all. */
const wrongTokenCodes: ReadonlySet<string | null> = new Set([
  'not_allowed_token_type',
  'missing_scope',
  'no_permission',
]);

export interface SocketOptions {
  /** The pause before the first new try; it doubles from try to try. */
  reconnectMs?: number;
  /** How long an answer to a ping may take. */
  pingMs?: number;
}

export interface Socket {
  receiver: SocketModeReceiver;
  /** Connects and stays connected. To be called once the receiver knows its listeners. */
  start(): void;
  close(): Promise<void>;
}

/**
 * Socket Mode. The library's own way of connecting again leaves a rejection that nobody holds where Slack cannot be
 * reached, which ends the process; so it connects once, and this begins anew.
 */
export function openSocket(
  appToken: string,
  apiUrl: string,
  log: Log,
  tellEnd: (sentence: string) => void,
  { reconnectMs = 500, pingMs = 5_000 }: SocketOptions = {},
): Socket {
  const closing = new AbortController();
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: pingMs,
    logger: slackLogger(log),
    installerOptions: { clientOptions: clientOptions(apiUrl, log) },
    // What could not be handled is acknowledged: sent again, it would fail again.
    processEventErrorHandler: async ({ error }) => {
      log.warn({ error: String(error) }, 'Slack sent something that could not be handled');
      return true;
    },
  });
  const { client } = receiver;

  /** One connection, until it ends. */
  async function connection(): Promise<void> {
    const gone = Promise.withResolvers<void>();
    client.once('disconnected', () => gone.resolve());
    const timer = setTimeout(() => void client.disconnect(), helloMs);
    try {
      await client.start();
      log.info('connected to Slack’s Socket Mode');
    } finally {
      clearTimeout(timer);
    }
    await gone.promise;
  }

  async function run(): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; ) {
      try {
        await connection();
        failures = 0;
      } catch (error) {
        const code = refusalOf(error);
        if (deadTokenCodes.has(code) || wrongTokenCodes.has(code)) return tellEnd(sentenceFor(code ?? ''));
        failures += 1;
        log.warn({ error: String(error), failures }, 'Slack’s Socket Mode could not be reached');
      }
      const pause = failures === 0 ? 0 : Math.min(reconnectMs * 2 ** (failures - 1), longestPauseMs);
      await wait(pause, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  let running: Promise<void> = Promise.resolve();
  return {
    receiver,
    start() {
      running = run();
    },
    async close() {
      closing.abort();
      const ended = Promise.all([client.disconnect(), running]);
      await Promise.race([ended, wait(goodbyeMs, undefined, { ref: false })]);
    },
  };
}

const sentenceFor = (code: string): string =>
  `Slack refuses the app’s token (${code}). Make one with the scope connections:write under Basic Information and put it into SLACK_APP_TOKEN.`;
