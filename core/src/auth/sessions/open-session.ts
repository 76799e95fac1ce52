import { randomBytes, randomUUID } from 'node:crypto';
import type { BrowserAudience } from '@echochat/prisma/client.ts';
import type { UserActor } from '../../platform/actor.ts';
import { secretHash } from '../../platform/door.ts';
import { EchoError } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';
import { deviceLabel } from '../rules/device-label.ts';
import { tokenFor } from '../token-for.ts';
import { endSessions } from './end-sessions.ts';
import { grantOf, isLive } from './session-row.ts';

/** A browser session ends after so long, however often it is renewed. */
export const sessionDays = 30;
/** One that nothing renews. */
const unrenewedHours = 12;
/** Of more than these, those that were not seen for longest end. */
const mostOfOne = 30;

export interface NewSession {
  audience: BrowserAudience;
  roomId: number | null;
  userAgent: string | undefined;
  /** The session that it is opened from: it ends with that one, and no later. Null where a chat vouches for the person. */
  parentId: number | null;
}

/** Signs a person in with a browser: an access token and the refresh token that gets the next one. */
export async function openSession(services: Services, actor: UserActor, given: NewSession) {
  const key = randomBytes(24).toString('base64url');
  const pass = `${key}.${randomBytes(32).toString('base64url')}`;
  const token = await makeSession(services, actor, given, { keyHash: secretHash(key), refreshHash: secretHash(pass) });
  return { token, userId: actor.userId, pass };
}

/** The same without a refresh token, for programs. */
export const openShortSession = (services: Services, actor: UserActor, given: NewSession): Promise<string> =>
  makeSession(services, actor, given, null);

async function makeSession(
  services: Services,
  actor: UserActor,
  { audience, roomId, userAgent, parentId }: NewSession,
  refresh: { keyHash: string; refreshHash: string } | null,
): Promise<string> {
  const { prisma } = services.database;
  const now = services.clock.now();
  const parent =
    parentId === null ? null : await prisma.browserSession.findFirst({ where: { id: parentId, ...isLive(now) } });
  if (parentId !== null && parent?.userId !== actor.userId) throw new EchoError('door_expired');
  const end = toDate(now.add({ hours: refresh === null ? unrenewedHours : sessionDays * 24 }));
  const session = await prisma.browserSession.create({
    data: {
      userId: actor.userId,
      audience,
      roomId,
      device: deviceLabel(userAgent),
      family: parent?.family ?? randomUUID(),
      ...(refresh ?? {}),
      createdAt: toDate(now),
      lastSeenAt: toDate(now),
      expiresAt: parent && parent.expiresAt < end ? parent.expiresAt : end,
    },
  });
  await endSurplus(services, actor.userId);
  return tokenFor(services, actor, grantOf(session));
}

async function endSurplus(services: Services, userId: number): Promise<void> {
  const surplus = await services.database.prisma.browserSession.findMany({
    where: { userId, ...isLive(services.clock.now()) },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    skip: mostOfOne,
    select: { id: true },
  });
  if (surplus.length > 0) await endSessions(services, userId, { id: { in: surplus.map(({ id }) => id) } });
}
