import type { LinkRequest } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../../platform/procedures.ts';
import { toDate } from '../../platform/time.ts';
import { type AccountView, accountView } from './account-view.ts';

export interface LinkRequestView {
  id: number;
  /** Of the actor, who is asked. */
  mine: AccountView;
  /** The account that typed the code. */
  other: AccountView;
  expiresAt: Date;
}

/** AU-6: what the actor is asked, by its id, else the newest. Null where it is answered, too old, or not theirs to answer. */
export const getLinkRequest = protectedProcedure
  .input(z.object({ requestId: rowId.optional() }))
  .query(async ({ ctx, input }): Promise<LinkRequestView | null> => {
    const request = await openRequest(ctx, input.requestId);
    if (!request) return null;
    const { prisma } = ctx.services.database;
    const [mine, other] = await Promise.all([accountView(prisma, request.fromId), accountView(prisma, request.toId)]);
    return mine && other ? { id: request.id, mine, other, expiresAt: request.expiresAt } : null;
  });

const openRequest = ({ actor, services }: UserContext, id: number | undefined): Promise<LinkRequest | null> =>
  services.database.prisma.linkRequest.findFirst({
    where: {
      fromId: actor.userId,
      answer: null,
      expiresAt: { gt: toDate(services.clock.now()) },
      ...(id === undefined ? {} : { id }),
    },
    orderBy: { id: 'desc' },
  });
