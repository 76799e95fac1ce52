import { protectedProcedure } from '../platform/procedures.ts';

/** A token for the browser of the person who asks, good for 15 minutes. */
export const createToken = protectedProcedure.mutation(async ({ ctx }) => {
  const { actor, services } = ctx;
  const token = await services.tokens.sign({
    userId: actor.userId,
    role: actor.role,
    ...(actor.subscription ? { subscription: actor.subscription } : {}),
    permissions: [...actor.permissions],
  });
  return { token };
});
