import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';

/** As many forms of one person are kept: the oldest makes room. */
const maxForms = 20;
const keptHours = 24;
/** More than the forms of any chat hold together. */
const maxCharacters = 40_000;

const values = z
  .record(z.string().max(32), z.string().max(10_000))
  .refine((given) => Object.keys(given).length <= 30 && JSON.stringify(given).length <= maxCharacters, 'too long');
const form = z.object({ path: z.string().max(64), values });
const kept = form.extend({ key: z.string(), at: z.number() });

const letters = '0123456789abcdefghij';
const keyPattern = /^[0-9a-j][\w-]{8}$/;
const nameOf = (userId: number, slot: number) => `typed:${userId}:${slot}`;

/**
 * Keeps what somebody typed at a command for a day, so that what is pressed afterwards holds nine characters in place of it.
 * Nobody else ever reads it. Throws invalid_input for more than forms hold.
 */
export const keepValues = protectedProcedure.input(form).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const slot = (await services.kept.count(`typed:${actor.userId}`)) % maxForms;
  const key = `${letters[slot]}${randomBytes(6).toString('base64url')}`;
  const at = services.clock.now().epochMilliseconds;
  await services.kept.set(nameOf(actor.userId, slot), { ...input, key, at });
  return { key };
});

/** What the actor typed, by its key; null where it is gone, somebody else's, or of another command. */
export const getValues = protectedProcedure
  .input(z.object({ path: z.string().max(64), key: z.string().max(20) }))
  .query(async ({ ctx: { actor, services }, input }) => {
    if (!keyPattern.test(input.key)) return null;
    const slot = letters.indexOf(input.key.charAt(0));
    const found = kept.safeParse(await services.kept.get(nameOf(actor.userId, slot)));
    if (!found.success || found.data.key !== input.key || found.data.path !== input.path) return null;
    const since = services.clock.now().subtract({ hours: keptHours }).epochMilliseconds;
    return found.data.at < since ? null : found.data.values;
  });
