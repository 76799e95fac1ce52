import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { refusalCode } from '../../../test/refusal.ts';
import { SetClock } from './clock.ts';
import { openTokens } from './tokens.ts';

const secret = 'a secret of more than thirty-two characters';
const payload = {
  userId: 7,
  role: 'user' as const,
  permissions: ['skills:manage'],
  audience: 'pages' as const,
  sessionId: 3,
};
const open = () => {
  const clock = new SetClock('2027-03-01T09:00:00Z');
  return { clock, tokens: openTokens(secret, clock) };
};
const seconds = Temporal.Instant.from('2027-03-01T09:00:00Z').epochMilliseconds / 1_000;
const forged = (change: (token: SignJWT) => SignJWT, claims: object = payload, key = secret, alg = 'HS256') =>
  change(
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg, typ: 'JWT' })
      .setIssuer('echochat')
      .setAudience('echochat-web:pages')
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 60),
  ).sign(new TextEncoder().encode(key));

/** With exactly these times. */
const handMade = (times: object, typ: string | null = 'JWT') =>
  new SignJWT({ ...payload, iss: 'echochat', aud: 'echochat-web:pages', ...times })
    .setProtectedHeader({ alg: 'HS256', ...(typ === null ? {} : { typ }) })
    .sign(new TextEncoder().encode(secret));

describe('tokens', () => {
  test('what was signed is read back', async () => {
    const { tokens } = open();
    const subscription = { planId: 2, isActive: true, expiresAt: null };
    expect(await tokens.verify(await tokens.sign({ ...payload, subscription }))).toEqual({ ...payload, subscription });
  });

  test('a token lives 15 minutes', async () => {
    const { clock, tokens } = open();
    const token = await tokens.sign(payload);
    clock.advance({ minutes: 14, seconds: 59 });
    expect(await tokens.verify(token)).toEqual(payload);
    clock.advance({ seconds: 1 });
    expect(await refusalCode(tokens.verify(token))).toBe('not_signed_in');
  });

  test('nor longer than the session that it is of', async () => {
    const { clock, tokens } = open();
    const token = await tokens.sign(payload, clock.now().add({ minutes: 3 }).epochMilliseconds);
    clock.advance({ minutes: 3 });
    expect(await refusalCode(tokens.verify(token))).toBe('not_signed_in');
  });

  test('what follows a refresh token is always the same, and not to be made without the secret', () => {
    const [{ tokens, clock }, before] = [open(), 'key.rotating'];
    expect(tokens.rotationOf(before)).toBe(open().tokens.rotationOf(before));
    expect(tokens.rotationOf(before)).not.toBe(tokens.rotationOf(tokens.rotationOf(before)));
    const others = openTokens('another secret of more than thirty-two characters', clock);
    expect(others.rotationOf(before)).not.toBe(tokens.rotationOf(before));
  });

  test('the hand-made token of these tests passes when nothing is wrong with it', async () => {
    expect(await open().tokens.verify(await forged((token) => token))).toEqual(payload);
    expect(await open().tokens.verify(await handMade({ iat: seconds, exp: seconds + 60 }))).toEqual(payload);
  });

  test('a process whose clock is some seconds behind takes what another one signed', async () => {
    const { clock, tokens } = open();
    const token = await tokens.sign(payload);
    const behind = openTokens(secret, new SetClock(clock.now().subtract({ seconds: 20 }).toString()));
    expect(await behind.verify(token)).toEqual(payload);
  });

  test.each([
    ['another audience', () => forged((token) => token.setAudience('elsewhere'))],
    ['the audience of earlier versions', () => forged((token) => token.setAudience('echochat-web'))],
    ['no session', () => forged((token) => token, { ...payload, sessionId: undefined })],
    ['another issuer', () => forged((token) => token.setIssuer('elsewhere'))],
    ['another secret', () => forged((token) => token, payload, 'another secret of thirty-two characters')],
    ['another algorithm', () => forged((token) => token, payload, secret.repeat(2), 'HS512')],
    ['expired', () => forged((token) => token.setExpirationTime(seconds - 1))],
    ['not yet valid', () => forged((token) => token.setNotBefore(seconds + 30))],
    ['without an end', () => handMade({ iat: seconds })],
    ['without a beginning', () => handMade({ exp: seconds + 60 })],
    ['of another type', () => handMade({ iat: seconds, exp: seconds + 60 }, 'secevent+jwt')],
    ['of no type', () => handMade({ iat: seconds, exp: seconds + 60 }, null)],
    ['good for a hundred years', () => forged((token) => token.setExpirationTime(seconds + 3_155_760_000))],
    ['good for a second too long', () => forged((token) => token.setExpirationTime(seconds + 15 * 60 + 1))],
    ['from the future', () => forged((token) => token.setIssuedAt(seconds + 61).setExpirationTime(seconds + 15 * 60))],
    ['claims that are none', () => forged((token) => token, { userId: 'admin' })],
    ['a user id that is none', () => forged((token) => token, { ...payload, userId: 0 })],
    ['nothing', async () => ''],
    ['not a token', async () => 'a.b.c'],
    [
      'no signature',
      async () =>
        new UnsecuredJWT({ ...payload })
          .setIssuer('echochat')
          .setAudience('echochat-web:pages')
          .setExpirationTime(seconds + 60)
          .encode(),
    ],
  ])('%s: not signed in', async (_name, token) => {
    expect(await refusalCode(open().tokens.verify(await token()))).toBe('not_signed_in');
  });

  test('a changed claim breaks the signature', async () => {
    const { tokens } = open();
    const [header, , signature] = (await tokens.sign(payload)).split('.');
    const body = Buffer.from(JSON.stringify({ ...payload, userId: 8, exp: seconds + 60 })).toString('base64url');
    expect(await refusalCode(tokens.verify(`${header}.${body}.${signature}`))).toBe('not_signed_in');
  });
});
