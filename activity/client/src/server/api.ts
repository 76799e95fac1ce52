import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../api-types.ts';
import { Refused } from './rooms.ts';

export type Api = ReturnType<typeof openApi>;
export type Room = Awaited<ReturnType<Api['rooms']['getMyRooms']['query']>>[number];

/** The procedures as the person of a token, or as a guest. */
export const openApi = (token: string | null) =>
  createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: '/trpc',
        transformer: superjson,
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
        maxItems: 10,
      }),
    ],
  });

/** The code of a refusal by a procedure; `unreachable` where there was no answer. */
export function refusalOf(error: unknown): string {
  if (error instanceof Refused) return error.code;
  return error instanceof TRPCClientError && error.data !== null && error.data !== undefined
    ? String(error.data.code)
    : 'unreachable';
}
