import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { EchoError } from './errors.ts';

const issuer = 'echochat';
const audience = 'echochat-web';
const algorithm = 'HS256';
const lifetimeSeconds = 15 * 60;

/** The claims of specification §7.1. They say what the browser may show; the server reads the account anew. */
const claims = z.object({
  userId: z.number().int().positive(),
  role: z.enum(['user', 'admin']),
  subscription: z.object({ planId: z.number(), isActive: z.boolean(), expiresAt: z.string().nullable() }).optional(),
  permissions: z.array(z.string()),
});
export type TokenClaims = z.infer<typeof claims>;

export interface Tokens {
  /** Signs a token that lives 15 minutes. */
  sign(payload: TokenClaims): Promise<string>;
  /** Throws `not_signed_in` for anything but a token of ours, for this audience, unexpired. */
  verify(token: string): Promise<TokenClaims>;
}

export function openTokens(secret: string, clock: Clock): Tokens {
  const key = new TextEncoder().encode(secret);
  return {
    async sign(payload) {
      const now = Math.floor(clock.now().epochMilliseconds / 1_000);
      return new SignJWT({ ...payload })
        .setProtectedHeader({ alg: algorithm })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(key);
    },
    async verify(token) {
      try {
        const currentDate = new Date(clock.now().epochMilliseconds);
        const { payload } = await jwtVerify(token, key, { issuer, audience, algorithms: [algorithm], currentDate });
        return claims.parse(payload);
      } catch {
        throw new EchoError('not_signed_in');
      }
    },
  };
}
