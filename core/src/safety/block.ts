import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { blockPerson, undoSeconds } from './block-person.ts';
import { findNamed, personRef } from './person-ref.ts';

/**
 * SF-6: the actor wants nothing to do with somebody any more, anywhere, from this moment. By who they are on a chat it is
 * answered alike whether they have an account or not, and holds when they come later. Doing it again changes nothing.
 * Throws person_not_found, that_is_you, block_limit.
 */
export const block = protectedProcedure.input(z.object({ person: personRef })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  return services.database.transaction(async (tx) => {
    const person = await findNamed(tx, actor.userId, input.person);
    await blockPerson(tx, services, actor.userId, person);
    return { name: person.name, undoUntil: toDate(services.clock.now().add({ seconds: undoSeconds })) };
  });
});
