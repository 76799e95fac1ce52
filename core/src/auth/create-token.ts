import { protectedProcedure } from '../platform/procedures.ts';
import { tokenFor } from './token-for.ts';

/** A token for the browser of the person who asks, good for 15 minutes. */
export const createToken = protectedProcedure.mutation(async ({ ctx }) => {
  const { token } = await tokenFor(ctx.services, ctx.actor);
  return { token };
});
