import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../api-types.ts';
import { Refused } from './rooms.ts';

export type Api = ReturnType<typeof openApi>;
export type Room = Awaited<ReturnType<Api['rooms']['getMyRooms']['query']>>[number];

/** The procedures as the person of a token, which may be asked for anew each time, or as a guest. */
export const openApi = (token: string | null | (() => Promise<string>)) =>
  createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: '/trpc',
        transformer: superjson,
        headers: async () =>
          token === null ? {} : { authorization: `Bearer ${typeof token === 'string' ? token : await token()}` },
        maxItems: 10,
      }),
    ],
  });

/** A refusal's values, such as the session that clashes. */
export function valuesOf(error: unknown): Readonly<Record<string, string | number>> {
  return error instanceof TRPCClientError ? (error.data?.params ?? {}) : {};
}

/** The code of a refusal by a procedure; `unreachable` where there was no answer. */
export function refusalOf(error: unknown): string {
  if (error instanceof Refused) return error.code;
  return error instanceof TRPCClientError && error.data !== null && error.data !== undefined
    ? String(error.data.code)
    : 'unreachable';
}
