import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { EchoError } from './errors.ts';

const issuer = 'echochat';
const audience = 'echochat-web';
const algorithm = 'HS256';
const type = 'JWT';
/** How far the clocks of two of our processes may be apart. */
const skewSeconds = 60;
const lifetimeSeconds = 15 * 60;
const passAudience = 'echochat-room';
const passSeconds = 12 * 60 * 60;
const pagesAudience = 'echochat-pages';
const calendarAudience = 'echochat-calendar';
const calendarSeconds = 60 * 24 * 60 * 60;

/** The claims of specification §7.1. They say what the browser may show; the server reads the account anew. */
const claims = z.object({
  userId: z.number().int().positive(),
  role: z.enum(['user', 'admin']),
  subscription: z.object({ planId: z.number(), isActive: z.boolean(), expiresAt: z.string().nullable() }).optional(),
  permissions: z.array(z.string()),
});
export type TokenClaims = z.infer<typeof claims>;

const roomPass = z.object({ userId: z.number().int().positive(), roomId: z.number().int().positive() });
export type RoomPass = z.infer<typeof roomPass>;
const pagesPass = z.object({ userId: z.number().int().positive() });
export type PagesPass = z.infer<typeof pagesPass>;

const calendarKey = z.object({ userId: z.number().int().positive(), sessionId: z.number().int().positive() });
export type CalendarKey = z.infer<typeof calendarKey>;

export interface Tokens {
  /** Signs a token that lives 15 minutes. */
  sign(payload: TokenClaims): Promise<string>;
  /** Signs what gets the next token for somebody in a room, for 12 hours. */
  signPass(payload: RoomPass): Promise<string>;
  /** Throws `not_signed_in` for anything but a pass of ours, unexpired. */
  verifyPass(pass: string): Promise<RoomPass>;
  /** Signs what gets the next token for somebody on their own pages, for 12 hours. */
  signPagesPass(payload: PagesPass): Promise<string>;
  /** Throws `not_signed_in` for anything but such a pass of ours, unexpired. */
  verifyPagesPass(pass: string): Promise<PagesPass>;
  /** Signs what gives somebody a session as a file for their calendar, for 60 days. */
  signCalendar(payload: CalendarKey): Promise<string>;
  /** Throws `not_signed_in` for anything but such a key of ours, unexpired. */
  verifyCalendar(key: string): Promise<CalendarKey>;
  /** Throws `not_signed_in` for anything but a token of ours, for this audience, unexpired. */
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
  async function open<T>(token: string, audience: string, schema: z.ZodType<T>, seconds: number): Promise<T> {
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
    sign: (payload) => seal(payload, audience, lifetimeSeconds),
    verify: (token) => open(token, audience, claims, lifetimeSeconds),
    signPass: (payload) => seal(payload, passAudience, passSeconds),
    verifyPass: (pass) => open(pass, passAudience, roomPass, passSeconds),
    signPagesPass: (payload) => seal(payload, pagesAudience, passSeconds),
    verifyPagesPass: (pass) => open(pass, pagesAudience, pagesPass, passSeconds),
    signCalendar: (payload) => seal(payload, calendarAudience, calendarSeconds),
    verifyCalendar: (key) => open(key, calendarAudience, calendarKey, calendarSeconds),
  };
}
