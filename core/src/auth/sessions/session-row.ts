import type { BrowserSession } from '@echochat/prisma/client.ts';
import type { BrowserGrant } from '../../platform/actor.ts';
import { toDate } from '../../platform/time.ts';
import { audiences } from '../audiences.ts';

/** Neither ended nor past its end. */
export const isLive = (now: Temporal.Instant) => ({ revokedAt: null, expiresAt: { gt: toDate(now) } });

export const grantOf = ({ id, audience, roomId, expiresAt }: BrowserSession): BrowserGrant => ({
  sessionId: id,
  audience,
  roomId,
  procedures: audiences[audience],
  endsAt: expiresAt.getTime(),
});
