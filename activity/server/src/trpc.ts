import { appRouter } from '@echochat/core/api.ts';
import type { Core } from '@echochat/core/core.ts';
import type { Actor, GuestActor } from '@echochat/core/platform/actor.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import {
  asEchoError,
  type Context,
  callMeter,
  refusalOf,
  spendWrongSecret,
} from '@echochat/core/platform/procedures.ts';
import { refusalHeaders } from '@echochat/core/platform/refusal-headers.ts';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { NextFunction, Request, Response } from 'express';
import type { ClientAddress } from './client-address.ts';

const maxBodyBytes = 200_000;
/** A page asks for ten things at most in one request. */
const maxBatch = 20;
const methods = 'GET, HEAD, POST';

/** The procedures over HTTP. Each of a batch counts as a call of its own. */
export function trpcRoutes(core: Core, addressOf: ClientAddress) {
  const { log } = core.services;
  const contexts = new WeakMap<Request, Context>();
  const answer = createExpressMiddleware({
    router: appRouter,
    maxBodySize: maxBodyBytes,
    maxBatchSize: maxBatch,
    createContext({ req }): Context {
      const context = contexts.get(req);
      if (!context) throw new Error('a request came past its context');
      return context;
    },
    responseMeta({ errors }) {
      const known = errors.map(asEchoError);
      const headers = new Headers(known.map(refusalHeaders).find((one) => 'retry-after' in one));
      if (known.some(({ code }) => code === 'body_too_large')) headers.set('connection', 'close');
      return { headers };
    },
    onError({ error, path, req }) {
      const known = asEchoError(error);
      // What a procedure threw has been logged there.
      if (known.code !== 'internal' || error.cause instanceof EchoError) return;
      log.error(
        { err: error.cause ?? error, path, method: req.method, errorId: known.params['id'] },
        'unexpected error',
      );
    },
  });

  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    // Nothing here is for anybody else than who asked.
    response.set('cache-control', 'no-store');
    try {
      refuseMalformed(request);
      const actor = await actorOf(core, request, addressOf(request));
      contexts.set(request, { actor, services: core.services, meter: callMeter(actor, core.services) });
    } catch (error) {
      return refuse(core, request, response, error);
    }
    answer(request, response, next);
  };
}

/** Who asks: the person of a valid token, else a guest. A token that is wrong is said to be, not ignored. */
async function actorOf(core: Core, request: Request, address: string): Promise<Actor> {
  const guest: GuestActor = {
    kind: 'guest',
    locale: request.headers['accept-language'] ?? 'en',
    origin: address,
    userAgent: request.headers['user-agent'] ?? '',
  };
  const header = request.headers.authorization;
  if (header === undefined) return guest;
  try {
    return await core.actorOfToken(header.replace(/^Bearer\s+/i, ''));
  } catch (error) {
    if (asEchoError(error).code === 'not_signed_in') await spendWrongSecret(guest, core.services);
    throw error;
  }
}

/** What no procedure need be asked about. */
function refuseMalformed(request: Request): void {
  if (!methods.split(', ').includes(request.method))
    throw new EchoError('invalid_input', { field: 'method', problem: `one of ${methods}` });
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw new EchoError('body_too_large');
  const [path = '', query] = request.url.split('?');
  const calls = path.replaceAll(/%2c/gi, ',').split(',').length;
  if (new URLSearchParams(query).get('batch') === '1' && calls > maxBatch)
    throw new EchoError('batch_too_large', { limit: maxBatch });
}

function refuse({ services }: Core, request: Request, response: Response, error: unknown): void {
  const known = asEchoError(error);
  const { status, body } = refusalOf(error);
  if (known.code === 'internal') services.log.error({ err: error, errorId: known.params['id'] }, 'unexpected error');
  if (known.code === 'unavailable') services.log.warn({ error: String(error) }, 'the database is out of reach');
  // A small body is let run out, so that the answer is heard; a larger one is not waited for.
  if (status === 413) response.set('connection', 'close');
  else request.resume();
  if (known.params['field'] === 'method') response.set('allow', methods);
  response
    .status(known.params['field'] === 'method' ? 405 : status)
    .set(refusalHeaders(known))
    .json(body);
}
