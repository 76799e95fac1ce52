import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { reachableFor } from '../safety/reachable.ts';

/** Where somebody is on a chat, as a mention there names them. */
export interface PartnerChat {
  platform: 'discord' | 'slack';
  /** Of Slack; empty elsewhere. */
  workspaceId: string;
  externalId: string;
}

const input = z.object({ partnershipId: rowId });
/** Workspaces that one person is in, of those that a mention is looked for in. */
const most = 20;

/**
 * On which chats a partner is, so that the two can write to each other there: both said yes to that. Throws
 * partnership_not_found for one that is not the actor's, or has ended.
 */
export const getPartnerChats = protectedProcedure.input(input).query(async ({ ctx, input }): Promise<PartnerChat[]> => {
  const { actor, services } = ctx;
  const { userId } = actor;
  const { prisma } = services.database;
  const pair = { id: input.partnershipId, status: { not: 'ended' } } as const;
  const them = await prisma.user.findFirst({
    where: {
      ...reachableFor(userId),
      OR: [
        { partnershipsAsFirst: { some: { userId2: userId, ...pair } } },
        { partnershipsAsSecond: { some: { userId1: userId, ...pair } } },
      ],
    },
    select: {
      identities: {
        where: { platform: { in: ['discord', 'slack'] } },
        select: { platform: true, workspaceId: true, externalId: true },
        orderBy: { id: 'asc' },
        take: most,
      },
    },
  });
  if (!them) throw new EchoError('partnership_not_found');
  return them.identities.flatMap(({ platform, ...identity }) =>
    platform === 'playground' ? [] : [{ platform, ...identity }],
  );
});
