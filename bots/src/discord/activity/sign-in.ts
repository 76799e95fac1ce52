import type { Core } from '@echochat/core/core.ts';
import type { DiscordConfig } from '@echochat/core/platform/config.ts';
import { EchoError, type ErrorCode } from '@echochat/core/platform/errors.ts';
import { clientOf } from '@echochat/core/platform/network.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { refusalHeaders } from '@echochat/core/platform/refusal-headers.ts';
import { cleanLine } from '@echochat/core/platform/text.ts';
import { Routes } from 'discord.js';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { user } from '../interaction.ts';
import { type DiscordRest, discordStatus } from '../rest.ts';
import { openFailures } from './failures.ts';
import { openInstances } from './instances.ts';

const statuses: Partial<Record<ErrorCode, number>> = { unavailable: 503, too_many_requests: 429, internal: 500 };

const path = '/discord/activity';
const asked = z.object({
  code: z.string().min(1).max(500),
  instanceId: z.string().min(1).max(200),
  /** The room that they chose in the Activity, where it did not know one. */
  roomId: z.number().int().positive().optional(),
});
const granted = z.object({ access_token: z.string() });
const me = user.extend({ locale: z.string().optional() });
/** Where a request comes from, as whoever mounts this knows it. */
export type AddressOf = (request: Request) => string;
/** What somebody gets wrong who is not who they say, or not where. */
const isFailure = (error: unknown): boolean =>
  error instanceof EchoError && (error.code === 'not_signed_in' || error.code === 'not_in_activity');

/**
 * Lets people of the Activity in. Nothing that their browser says of itself is believed: their code is exchanged for who
 * they are, and Discord is asked whether they are in the instance that they name.
 */
export function activityRoutes(core: Core, rest: DiscordRest, config: DiscordConfig, addressOf: AddressOf): Router {
  const router = express.Router();
  const { clientId, clientSecret } = config;
  const { log } = core.services;
  const system = core.as({ kind: 'system', name: 'discord' });
  const instances = openInstances(rest, clientId);
  const attempt = openFailures();

  router.get(path, (_request: Request, response: Response) => {
    response.json({ clientId });
  });

  if (clientSecret === null) return router;

  /** Who a code stands for, with the token that their Discord wants to see. */
  async function exchange(code: string) {
    const form = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret ?? '',
      grant_type: 'authorization_code',
      code,
    });
    try {
      const { access_token: accessToken } = granted.parse(await rest.exchange(form));
      return { accessToken, person: me.parse(await rest.asPerson(accessToken, Routes.user())) };
    } catch (error) {
      const status = discordStatus(error);
      if (status === 400 || status === 401) throw new EchoError('not_signed_in');
      throw error;
    }
  }

  async function signIn(request: Request) {
    const read = asked.safeParse(request.body);
    if (!read.success) throw new EchoError('invalid_input', { field: 'body', problem: '' });
    const { code, instanceId, roomId } = read.data;
    const proven = await attempt(clientOf(addressOf(request)), isFailure, async () => {
      // An instance that is none is found out before anybody's code is asked about.
      if (!(await instances.isLive(instanceId))) throw new EchoError('not_in_activity');
      const exchanged = await exchange(code);
      const instance = await instances.withUser(instanceId, exchanged.person.id);
      if (instance === null) throw new EchoError('not_in_activity');
      return { ...exchanged, instance };
    });
    const { accessToken, person, instance } = proven;
    const guildId = instance.location?.guild_id;
    const name = cleanLine((person.global_name ?? person.username).toWellFormed()).slice(0, 80) || 'learner';
    const { userId } = await system.auth.identify({
      platform: 'discord',
      externalId: person.id,
      handle: cleanLine(person.username.toWellFormed()).slice(0, 80) || name,
      displayName: name,
      locale: person.locale,
      // Who is in the Activity of a server is in that server.
      ...(guildId ? { community: { externalId: guildId } } : {}),
    });
    const entered = await system.rooms.enterFromActivity({
      userId,
      instanceId,
      channelId: instance.location?.channel_id ?? null,
      ...(roomId === undefined ? {} : { roomId }),
      userAgent: (request.headers['user-agent'] ?? '').slice(0, 1_000),
    });
    return { ...entered, accessToken };
  }

  router.post(path, express.json({ limit: '10kb' }), async (request: Request, response: Response) => {
    try {
      response.set('cache-control', 'no-store').json(await signIn(request));
    } catch (error) {
      const isAway = discordStatus(error) !== null || error instanceof TypeError;
      const known = isAway ? new EchoError('unavailable') : asEchoError(error);
      const { code, params } = known;
      if (isAway || code === 'internal')
        log.warn({ error: String(error), errorId: params['id'] }, 'nobody could be let into the Activity');
      response
        .status(statuses[code] ?? 403)
        .set(refusalHeaders(known))
        .json({ error: { code, params } });
    }
  });
  return router;
}
