import { randomUUID } from 'node:crypto';
import { initTRPC, TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { ZodError, z } from 'zod';
import type { Actor, AllowanceKind, Permission, SystemActor, UserActor } from './actor.ts';
import { isOutOfRoom, isUnreachable } from './db/failures.ts';
import { secretHash } from './door.ts';
import { EchoError, type ErrorCode } from './errors.ts';
import { clientOf } from './network.ts';
import type { Services } from './services.ts';
import { wire } from './wire.ts';

export interface Context {
  actor: Actor;
  services: Services;
  /** Counts one call against the actor's calls a minute. A command is one, however many procedures it reads. */
  meter: () => Promise<void>;
}

/** What a procedure demands. Declared here, kept by the middleware below; no surface checks anything. */
interface Meta {
  permission?: Permission;
  /** The plan's daily allowance that it draws on, through `openAllowance` in its transaction. */
  allowance?: AllowanceKind;
}

const guestCallsPerMinute = 60;
/** How often the same secret may be shown in a minute: by its own browser, or by a calendar. */
const callsPerSecret = 60;
/** Of secrets that are none: many people may come from one address, and each may have an old link. */
const wrongSecretsPerMinute = 300;

const trpc = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    transformer: wire,
    // A proxy lets a connection go that says nothing for a minute. Whoever listens on asks anew with a new token.
    sse: { ping: { enabled: true, intervalMs: 20_000 }, maxDurationMs: 15 * 60_000 },
    errorFormatter({ shape, error }) {
      const known = asEchoError(error);
      // Nothing of the inside leaves: the shape says the code, its values, and an id for what we did not foresee.
      return {
        message: known.code,
        code: shape.code,
        data: { code: known.code, params: known.params, httpStatus: shape.data.httpStatus },
      };
    },
  });

const trpcCode: Partial<Record<ErrorCode, TRPCError['code']>> = {
  batch_too_large: 'PAYLOAD_TOO_LARGE',
  body_too_large: 'PAYLOAD_TOO_LARGE',
  not_signed_in: 'UNAUTHORIZED',
  not_allowed: 'FORBIDDEN',
  not_organiser: 'FORBIDDEN',
  not_host: 'FORBIDDEN',
  not_owner: 'FORBIDDEN',
  room_owner: 'FORBIDDEN',
  blocked_is_here: 'FORBIDDEN',
  not_in_activity: 'FORBIDDEN',
  not_session_host: 'FORBIDDEN',
  muted: 'FORBIDDEN',
  removed_from_room: 'FORBIDDEN',
  removed_from_session: 'FORBIDDEN',
  hours_private: 'FORBIDDEN',
  not_open_to_you: 'FORBIDDEN',
  said_no: 'FORBIDDEN',
  action_limit: 'TOO_MANY_REQUESTS',
  target_limit: 'TOO_MANY_REQUESTS',
  door_closed: 'FORBIDDEN',
  daily_limit: 'TOO_MANY_REQUESTS',
  too_many_requests: 'TOO_MANY_REQUESTS',
  feed_not_found: 'NOT_FOUND',
  goal_not_found: 'NOT_FOUND',
  match_not_found: 'NOT_FOUND',
  invitation_over: 'NOT_FOUND',
  offer_gone: 'NOT_FOUND',
  partnership_not_found: 'NOT_FOUND',
  person_not_found: 'NOT_FOUND',
  poll_not_found: 'NOT_FOUND',
  report_limit: 'TOO_MANY_REQUESTS',
  report_not_found: 'NOT_FOUND',
  room_not_found: 'NOT_FOUND',
  session_not_found: 'NOT_FOUND',
  skill_not_found: 'NOT_FOUND',
  cannot_save: 'SERVICE_UNAVAILABLE',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
};

/** What tRPC itself refuses, before any procedure. */
const refusedByTrpc: Partial<Record<TRPCError['code'], EchoError>> = {
  NOT_FOUND: new EchoError('invalid_input', { field: 'procedure', problem: 'there is none of this name' }),
  METHOD_NOT_SUPPORTED: new EchoError('invalid_input', { field: 'procedure', problem: 'asked for by another method' }),
  PARSE_ERROR: new EchoError('invalid_input', { field: 'body', problem: 'not JSON' }),
  BAD_REQUEST: new EchoError('invalid_input', { field: 'body', problem: 'not in superjson’s form' }),
  UNSUPPORTED_MEDIA_TYPE: new EchoError('invalid_input', { field: 'body', problem: 'not JSON' }),
  PAYLOAD_TOO_LARGE: new EchoError('body_too_large'),
};

/** An error is asked about more than once, by who logs it and by who tells it: it keeps its id. */
const ids = new WeakMap<object, string>();
function idOf(error: unknown): string {
  const id = randomUUID().slice(0, 8);
  if (typeof error !== 'object' || error === null) return id;
  const known = ids.get(error) ?? id;
  ids.set(error, known);
  return known;
}

/** The EchoError that an error from a procedure stands for. Every error from a procedure stands for one. */
export function asEchoError(error: unknown): EchoError {
  if (error instanceof EchoError) return error;
  if (error instanceof TRPCError) {
    if (error.cause instanceof EchoError) return error.cause;
    if (error.cause instanceof ZodError) return invalidInput(error.cause);
    const refused = refusedByTrpc[error.code];
    if (refused) return refused;
    if (error.cause !== undefined) return asEchoError(error.cause);
  }
  if (isOutOfRoom(error)) return new EchoError('cannot_save');
  if (isUnreachable(error)) return new EchoError('unavailable');
  return new EchoError('internal', { id: idOf(error) });
}

/** The same, with the status that it has over HTTP. */
export function asTrpcError(error: unknown): TRPCError {
  const known = asEchoError(error);
  return new TRPCError({ code: trpcCode[known.code] ?? 'BAD_REQUEST', message: known.code, cause: known });
}

/** How a refusal travels over HTTP, where it comes before any procedure: as from a procedure. */
export function refusalOf(error: unknown): { status: number; body: object } {
  const { code, params } = asEchoError(error);
  const status = getHTTPStatusCodeFromError(asTrpcError(error));
  const shape = { message: code, code: -32_600, data: { code, params, httpStatus: status } };
  return { status, body: { error: wire.output.serialize(shape) } };
}

function invalidInput(error: ZodError): EchoError {
  const issue = error.issues[0];
  return new EchoError('invalid_input', {
    field: issue?.path.map(String).join('.') || 'input',
    problem: issue?.message ?? '',
  });
}

/** Turns whatever a procedure throws into an EchoError, and logs what nobody foresaw under the id that the person sees. */
const errors = trpc.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const thrown = result.error.cause ?? result.error;
  const known = asEchoError(result.error);
  if (known.code === 'internal')
    ctx.services.log.error({ err: thrown, path, errorId: known.params['id'] }, 'unexpected error');
  if (known.code === 'unavailable')
    ctx.services.log.warn({ path, error: String(thrown) }, 'the database is out of reach');
  if (known.code === 'cannot_save')
    ctx.services.log.error({ path, error: String(thrown) }, 'nothing can be saved: the disk is full or read-only');
  throw asTrpcError(known);
});

const metered = trpc.middleware(async ({ ctx, next }) => {
  await ctx.meter();
  return next();
});

/** Refusals by which somebody learns that what they hold is no secret of ours. */
const wrongSecret: ReadonlySet<ErrorCode> = new Set(['door_expired', 'not_signed_in', 'feed_not_found']);

/** Counts a secret that was none against where it came from. Past the limit it throws too_many_requests. */
export async function spendWrongSecret(actor: Actor, { rateLimits }: Services): Promise<void> {
  if (actor.kind === 'guest') await rateLimits.spend(`wrong:${clientOf(actor.origin)}`, wrongSecretsPerMinute);
}

/**
 * Counts calls by the secret that they show, and not by the address: a whole school may come from one. Who shows one that
 * is right is let in, whatever others at the same address have tried.
 */
const meteredBySecret = trpc.middleware(async ({ ctx, getRawInput, next }) => {
  const shown = z.record(z.string(), z.unknown()).safeParse(await getRawInput());
  const secrets = Object.values(shown.data ?? {}).filter((value) => typeof value === 'string');
  await ctx.services.rateLimits.spend(`secret:${secretHash(secrets.join(' '))}`, callsPerSecret);
  const result = await next();
  if (!result.ok && wrongSecret.has(asEchoError(result.error).code)) await spendWrongSecret(ctx.actor, ctx.services);
  return result;
});

const roomOf = z.object({ roomId: z.number() });

/** A token opens what it was given for, and nothing else of what its person may do. */
const granted = trpc.middleware(async ({ ctx, path, getRawInput, next }) => {
  const grant = ctx.actor.kind === 'user' ? ctx.actor.grant : null;
  if (!grant?.procedures) return next();
  const scope = Object.hasOwn(grant.procedures, path) ? grant.procedures[path] : undefined;
  if (scope === undefined) throw new EchoError('not_allowed');
  if (scope === 'own room') {
    const named = roomOf.safeParse(await getRawInput());
    if (!named.success || named.data.roomId !== grant.roomId) throw new EchoError('not_allowed');
  }
  return next();
});

const permitted = trpc.middleware(async ({ ctx, meta, next }) => {
  const { actor } = ctx;
  if (actor.kind === 'guest') throw new EchoError('not_signed_in');
  if (actor.kind === 'system') throw new EchoError('not_allowed');
  if (meta?.permission && !actor.permissions.has(meta.permission)) throw new EchoError('not_allowed');
  return next({ ctx: { actor: actor satisfies UserActor, allowance: meta?.allowance ?? null } });
});

const systemOnly = trpc.middleware(async ({ ctx, next }) => {
  if (ctx.actor.kind !== 'system') throw new EchoError('not_allowed');
  return next({ ctx: { actor: ctx.actor satisfies SystemActor } });
});

export const router = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

/** Anybody may call it. */
export const publicProcedure = trpc.procedure.use(errors).use(metered).use(granted);
/** Anybody who holds a secret of ours, which its input names: a link, a pass, the address of a calendar. */
export const secretProcedure = trpc.procedure.use(errors).use(meteredBySecret).use(granted);
/** A signed-in person with the permission that the procedure's metadata names. */
export const protectedProcedure = publicProcedure.use(permitted);
/** The house itself. */
export const systemProcedure = trpc.procedure.use(errors).use(systemOnly);

/** What a procedure of a signed-in person is called with. */
export interface UserContext extends Context {
  actor: UserActor;
  allowance: AllowanceKind | null;
}

/** The meter of one request: the first call counts, the rest are part of it. */
export function requestMeter(actor: Actor, services: Services): () => Promise<void> {
  let counted: Promise<void> | null = null;
  return () => {
    counted ??= spendCall(actor, services);
    return counted;
  };
}

/** The meter of a connection where every procedure is a call of its own, as over HTTP. */
export const callMeter = (actor: Actor, services: Services) => () => spendCall(actor, services);

function spendCall(actor: Actor, { rateLimits }: Services): Promise<void> {
  switch (actor.kind) {
    case 'user':
      return rateLimits.spend(`user:${actor.userId}`, actor.plan.apiCallsPerMinute);
    case 'guest':
      return rateLimits.spend(`guest:${clientOf(actor.origin)}`, guestCallsPerMinute);
    case 'system':
      return Promise.resolve();
  }
}
