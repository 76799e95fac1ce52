import type { BrowserAudience, BrowserSession } from '@echochat/prisma/client.ts';
import { secretHash } from '../../platform/door.ts';
import { EchoError } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';
import { endSessions } from './end-sessions.ts';
import { isLive } from './session-row.ts';

/** For so long the refresh token before the last one may come once more: its answer was lost, or two tabs asked at once. */
const retrySeconds = 20;

/**
 * Exchanges a refresh token for the next one, which is made of it: who asks twice within some seconds gets the same again.
 * Where a used one comes later than that, somebody else has it too: the session ends, with all that were opened from it.
 * Throws not_signed_in for one that is none, of another audience, or of a session that has ended.
 */
export async function rotateSession(
  services: Services,
  pass: string,
  forAudiences: readonly BrowserAudience[],
): Promise<{ session: BrowserSession; pass: string }> {
  const { database, clock, tokens } = services;
  const now = clock.now();
  const [key = ''] = pass.split('.', 1);
  const live = { keyHash: secretHash(key), ...isLive(now) };
  const found = await database.prisma.browserSession.findFirst({ where: live });
  if (!found || !forAudiences.includes(found.audience)) throw new EchoError('not_signed_in');

  const next = `${key}.${tokens.rotationOf(pass)}`;
  const [presented, nextHash] = [secretHash(pass), secretHash(next)];
  const [rotated] = await database.prisma.browserSession.updateManyAndReturn({
    where: { ...live, refreshHash: presented },
    data: { refreshHash: nextHash, previousHash: presented, rotatedAt: toDate(now), lastSeenAt: toDate(now) },
  });
  if (rotated) return { session: rotated, pass: next };

  const retry = await database.prisma.browserSession.findFirst({
    where: {
      ...live,
      refreshHash: nextHash,
      previousHash: presented,
      rotatedAt: { gt: toDate(now.subtract({ seconds: retrySeconds })) },
    },
  });
  if (retry) return { session: retry, pass: next };
  services.log.warn({ userId: found.userId, sessionId: found.id }, 'a used refresh token came again');
  await endSessions(services, found.userId, { family: found.family });
  throw new EchoError('not_signed_in');
}
