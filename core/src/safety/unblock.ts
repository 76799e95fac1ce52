import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import { liftBlocks } from './block-person.ts';
import { lockIdentity, personRef } from './person-ref.ts';

/**
 * SF-8: lets the actor and somebody whom they blocked see each other again, where nothing else is between them. It brings
 * nothing back but that; within ten seconds of the block, what ended by it too. Answered alike where there was none.
 */
export const unblock = protectedProcedure.input(z.object({ person: personRef })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const blockerId = actor.userId;
  const { person } = input;
  await services.database.transaction(async (tx) => {
    if ('userId' in person) {
      await tx.block.updateMany({ where: { blockerId, blockedId: person.userId }, data: { knownAs: null } });
      await liftBlocks(tx, services, blockerId, [person.userId]);
      return;
    }
    await lockIdentity(tx, person);
    const { platform, workspaceId, externalId } = person;
    const who = { platform, workspaceId, externalId };
    await tx.blockedIdentity.deleteMany({ where: { blockerId, ...who } });
    const known = await tx.identity.findUnique({ where: { platform_workspaceId_externalId: who } });
    if (known) await liftBlocks(tx, services, blockerId, [known.userId]);
  });
  return {};
});
