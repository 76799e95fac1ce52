import { createHmac } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { EchoError } from './errors.ts';

const issuer = 'echochat';
/** A token says in its audience what it is for: `echochat-web:room`. */
const audienceOf = (audience: TokenClaims['audience']): string => `echochat-web:${audience}`;
const algorithm = 'HS256';
const type = 'JWT';
/** How far the clocks of two of our processes may be apart. */
const skewSeconds = 60;
const lifetimeSeconds = 15 * 60;
const calendarAudience = 'echochat-calendar';
const calendarSeconds = 60 * 24 * 60 * 60;

const audiences = ['room', 'pages', 'activity', 'playground'] as const;

/** The claims of specification §7.1, and the browser session that the token is of. They say what the browser may show; the server reads the account anew. */
const claims = z.object({
  userId: z.number().int().positive(),
  role: z.enum(['user', 'admin']),
  subscription: z.object({ planId: z.number(), isActive: z.boolean(), expiresAt: z.string().nullable() }).optional(),
  permissions: z.array(z.string()),
  audience: z.enum(audiences),
  sessionId: z.number().int().positive(),
});
export type TokenClaims = z.infer<typeof claims>;

const roomPass = z.object({ userId: z.number().int().positive(), roomId: z.number().int().positive() });
export type RoomPass = z.infer<typeof roomPass>;

const calendarKey = z.object({ userId: z.number().int().positive(), sessionId: z.number().int().positive() });
export type CalendarKey = z.infer<typeof calendarKey>;

export interface Tokens {
  /** Signs a token that lives 15 minutes, or until `endsAt` (milliseconds since 1970) where that is sooner. */
  sign(payload: TokenClaims, endsAt?: number): Promise<string>;
  /** The rotating part of the refresh token that follows `refreshToken`: always the same one, and told by nobody but us. */
  rotationOf(refreshToken: string): string;
  /** Signs what gives somebody a session as a file for their calendar, for 60 days. */
  signCalendar(payload: CalendarKey): Promise<string>;
  /** Throws `not_signed_in` for anything but such a key of ours, unexpired. */
  verifyCalendar(key: string): Promise<CalendarKey>;
  /** Throws `not_signed_in` for anything but an access token of ours, unexpired. Whether its session still is, it does not say. */
  verify(token: string): Promise<TokenClaims>;
}

export function openTokens(secret: string, clock: Clock): Tokens {
  const key = new TextEncoder().encode(secret);

  async function seal(payload: Record<string, unknown>, audience: string, seconds: number): Promise<string> {
    const now = Math.floor(clock.now().epochMilliseconds / 1_000);
    return new SignJWT(payload)
      .setProtectedHeader({ alg: algorithm, typ: type })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + seconds)
      .sign(key);
  }

  /** What a token says that we signed, for at most `seconds`: one without an end or a beginning is none of ours. */
  async function open<T>(
    token: string,
    audience: string | string[],
    schema: z.ZodType<T>,
    seconds: number,
  ): Promise<T> {
    try {
      const currentDate = new Date(clock.now().epochMilliseconds);
      const { payload } = await jwtVerify(token, key, {
        issuer,
        audience,
        algorithms: [algorithm],
        typ: type,
        requiredClaims: ['iat', 'exp'],
        currentDate,
      });
      const { iat = Number.NaN, exp = Number.NaN } = payload;
      const isOurs = exp - iat <= seconds && iat <= currentDate.getTime() / 1_000 + skewSeconds;
      if (!isOurs) throw new EchoError('not_signed_in');
      return schema.parse(payload);
    } catch {
      throw new EchoError('not_signed_in');
    }
  }

  return {
    sign: (payload, endsAt) => {
      const left =
        endsAt === undefined ? lifetimeSeconds : Math.floor((endsAt - clock.now().epochMilliseconds) / 1_000);
      return seal(payload, audienceOf(payload.audience), Math.min(lifetimeSeconds, left));
    },
    verify: (token) => open(token, audiences.map(audienceOf), claims, lifetimeSeconds),
    rotationOf: (refreshToken) => createHmac('sha256', secret).update(`refresh:${refreshToken}`).digest('base64url'),
    signCalendar: (payload) => seal(payload, calendarAudience, calendarSeconds),
    verifyCalendar: (key) => open(key, calendarAudience, calendarKey, calendarSeconds),
  };
}
