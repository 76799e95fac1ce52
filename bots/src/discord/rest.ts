import type { DiscordConfig } from '@echochat/core/platform/config.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import { DiscordAPIError, HTTPError, RateLimitError, REST, type RouteLike, Routes } from 'discord.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Discord's REST interface. Calls reject with discord.js' own errors. */
export interface DiscordRest {
  /** A call of the bot, within its 50 requests a second. Rejects with TokenStopped once the token was refused. */
  bot(method: Method, route: RouteLike, body?: unknown, query?: URLSearchParams): Promise<unknown>;
  /** A call that an interaction's own token allows: neither the bot's token nor its limit is involved. */
  answer(method: Method, route: RouteLike, body: unknown): Promise<unknown>;
  /** Exchanges what a person's browser was given for their token. The form names the application. */
  exchange(form: URLSearchParams): Promise<unknown>;
  /** Reads with a person's own token. */
  asPerson(accessToken: string, route: RouteLike): Promise<unknown>;
  /** How many requests the bot makes a second at most. */
  perSecond: number;
  /** The library's own client with the bot's token, for the gateway. */
  library: REST;
  /** Whether the token was refused: no call is made with it any more. */
  isStopped(): boolean;
  /** Called once, when the token is refused. */
  onStopped(tell: () => void): void;
}

/** The bot's token is none any more. */
export class TokenStopped extends Error {}

/** Below the 50 that Discord allows, for what other processes of ours send. */
const requestsPerSecond = 45;
const retries = 3;
const timeoutMs = 10_000;
/** The library counts every request; this is as good as not at all. */
const uncounted = 1_000_000;
/** Somebody is waiting, for three seconds at most. */
const answerTries = 3;
const acknowledgedBefore = 40_060;

export interface RestOptions {
  requestsPerSecond?: number;
  timeoutMs?: number;
}

export function openRest({ token, apiUrl }: DiscordConfig, log: Log, options: RestOptions = {}): DiscordRest {
  const shared = { api: apiUrl, version: '10', retries, timeout: options.timeoutMs ?? timeoutMs };
  const perSecond = options.requestsPerSecond ?? requestsPerSecond;
  const bot = new REST({ ...shared, globalRequestsPerSecond: perSecond }).setToken(token);
  // What answers an interaction must not wait behind what the bot sends of itself, and Discord does not count it to that.
  const answers = new REST({ ...shared, globalRequestsPerSecond: uncounted });
  let isStopped = false;
  const listeners: (() => void)[] = [];

  return {
    library: bot,
    perSecond,
    exchange: (body) =>
      answers.post(Routes.oauth2TokenExchange(), {
        auth: false,
        passThroughBody: true,
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    asPerson: (accessToken, route) =>
      answers.get(route, { auth: false, headers: { authorization: `Bearer ${accessToken}` } }),
    isStopped: () => isStopped,
    onStopped: (tell) => listeners.push(tell),
    async bot(method, route, body, query) {
      if (isStopped) throw new TokenStopped();
      try {
        return await bot[method](route, { ...(body === undefined ? {} : { body }), ...(query ? { query } : {}) });
      } catch (error) {
        if (!(error instanceof DiscordAPIError) || error.status !== 401) throw error;
        if (!isStopped) {
          isStopped = true;
          log.error('Discord refuses the bot’s token: nothing more is sent with it');
          for (const tell of listeners) tell();
        }
        throw new TokenStopped();
      }
    },
    async answer(method, route, body) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await answers[method](route, { body, auth: false });
        } catch (error) {
          // The answer to a try that broke off was lost, not the try.
          if (attempt > 1 && discordCode(error) === acknowledgedBefore) return null;
          if (!isBroken(error) || attempt === answerTries) throw error;
        }
      }
    },
  };
}

/** Whether a connection broke, so that nobody knows whether the request arrived. */
const isBroken = (error: unknown): boolean =>
  !(error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError);

/** Discord's own code of an error, such as 50007; null for what is no answer of Discord's. */
export const discordCode = (error: unknown): number | null =>
  error instanceof DiscordAPIError ? Number(error.code) : null;

/** The HTTP status of a refusal by Discord; null for what is none. */
export const discordStatus = (error: unknown): number | null =>
  error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : null;
