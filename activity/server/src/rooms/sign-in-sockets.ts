import type { Core } from '@echochat/core/core.ts';
import { asEchoError, spendWrongSecret } from '@echochat/core/platform/procedures.ts';
import type { Server } from 'socket.io';
import { z } from 'zod';
import type { ClientAddress } from '../client-address.ts';
import type { Lines } from './lines.ts';
import { maxPagesEach } from './people.ts';

const handshake = z.object({ token: z.string().max(4_000) });

export interface SignInOptions {
  core: Core;
  lines: Lines;
  addressOf: ClientAddress;
  isClosing: () => boolean;
}

/** RJ-1: a socket is let in with a token; its person and what the token opens are in the socket's data from then on. */
export function signInSockets(io: Server, { core, lines, addressOf, isClosing }: SignInOptions): void {
  io.use((socket, next) => {
    const given = handshake.safeParse(socket.handshake.auth);
    if (isClosing()) return next(new Error('unavailable'));
    if (!given.success) return next(new Error('not_signed_in'));
    core.actorOfToken(given.data.token).then(
      ({ userId, grant }) => {
        // A person's own pages have no business in rooms.
        if (grant === null || grant.audience === 'pages') return next(new Error('not_allowed'));
        socket.data.userId = userId;
        socket.data.grant = grant;
        const refusal = lines.signIn(socket.conn, userId);
        next(refusal ? Object.assign(new Error(refusal), { data: { limit: maxPagesEach } }) : undefined);
      },
      () => {
        const origin = addressOf(socket.request);
        spendWrongSecret({ kind: 'guest', locale: 'en', origin }, core.services).then(
          () => next(new Error('not_signed_in')),
          (error: unknown) => next(new Error(asEchoError(error).code)),
        );
      },
    );
  });
}
