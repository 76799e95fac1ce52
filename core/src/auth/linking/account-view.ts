import type { Platform } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';

/** An account as both sides see it before the two are joined: enough to know whether it is one's own. */
export interface AccountView {
  userId: number;
  displayName: string;
  since: Date;
  chats: { platform: Platform; handle: string; displayName: string }[];
  /** Where it belongs, some of them by name. */
  communities: string[];
  counts: { skills: number; partners: number; sessions: number; rooms: number };
}

const mostChats = 6;
const mostCommunities = 5;

/** Null for an account that is gone. */
export async function accountView(tx: Tx, userId: number): Promise<AccountView | null> {
  const user = await tx.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: {
      displayName: true,
      createdAt: true,
      identities: {
        select: { platform: true, handle: true, displayName: true },
        orderBy: { id: 'asc' },
        take: mostChats,
      },
      memberships: {
        where: { leftAt: null },
        select: { community: { select: { name: true } } },
        orderBy: { id: 'asc' },
        take: mostCommunities,
      },
      _count: { select: { skills: true, sessionParticipations: true, roomsHosted: true } },
    },
  });
  if (!user) return null;
  const partners = await tx.learningPartnership.count({
    where: { OR: [{ userId1: userId }, { userId2: userId }], status: { not: 'ended' } },
  });
  const { _count: has, identities, memberships, displayName, createdAt } = user;
  return {
    userId,
    displayName,
    since: createdAt,
    chats: identities,
    communities: memberships.map(({ community }) => community.name),
    counts: { skills: has.skills, partners, sessions: has.sessionParticipations, rooms: has.roomsHosted },
  };
}
