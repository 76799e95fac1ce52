import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import { cleanLine } from '../platform/text.ts';
import { type PersonRow, peopleByName } from './people.sql.ts';
import { likePattern } from './rules/like-pattern.ts';

const input = z.object({
  query: z.string().max(80).transform(cleanLine),
  limit: z.number().int().min(1).max(25).default(10),
});

/** People whose handle or name begins like this; a leading @ does not matter. `exact` is who has just this handle. */
export const findPeople = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const typed = input.query.replace(/^@/, '').toLowerCase();
  const people = await ctx.services.database.query<PersonRow>(peopleByName, [
    ctx.actor.userId,
    likePattern(typed),
    input.limit,
  ]);
  return { exact: people.find((person) => person.handle === typed) ?? null, people };
});
