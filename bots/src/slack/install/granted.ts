import type { GrantedToken } from '@echochat/core/communities/installation.ts';
import { z } from 'zod';

const granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().int().positive().optional(),
});

/** The token in an answer of oauth.v2.access. Throws where there is none. */
export function grantedToken(answer: unknown): GrantedToken {
  const { access_token: token, refresh_token, expires_in } = granted.parse(answer);
  return { token, refreshToken: refresh_token ?? null, expiresInSeconds: expires_in ?? null };
}
