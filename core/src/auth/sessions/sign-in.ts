import type { UserActor } from '../../platform/actor.ts';
import { EchoError } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';
import { loadActor } from '../load-actor.ts';
import { grantOf, isLive } from './session-row.ts';

/** How exactly it is known when a session was last seen: a row is not written for each call. */
const seenWithinMinutes = 5;

/** The person of an access token. Throws not_signed_in where the token, its session or the account is not good any more. */
export async function actorOfToken(services: Services, token: string): Promise<UserActor> {
  const { userId, sessionId } = await services.tokens.verify(token);
  const actor = await actorOfSession(services, sessionId);
  if (actor.userId !== userId) throw new EchoError('not_signed_in');
  return actor;
}

/** The person of a browser session. Throws not_signed_in where it, or the account, has ended. */
export async function actorOfSession(services: Services, sessionId: number): Promise<UserActor> {
  const { prisma } = services.database;
  const now = services.clock.now();
  const session = await prisma.browserSession.findFirst({ where: { id: sessionId, ...isLive(now) } });
  if (!session) throw new EchoError('not_signed_in');
  const before = toDate(now.subtract({ minutes: seenWithinMinutes }));
  if (session.lastSeenAt < before)
    await prisma.browserSession.updateMany({
      where: { id: sessionId, lastSeenAt: { lt: before } },
      data: { lastSeenAt: toDate(now) },
    });
  return { ...(await loadActor(services, session.userId, 'browser')), grant: grantOf(session) };
}
