import { z } from 'zod';
import { publicProcedure } from '../platform/procedures.ts';
import { cleanLine } from '../platform/text.ts';
import { type PersonRow, peopleByName } from './people.sql.ts';
import { viewerId } from './viewer.ts';

const input = z.object({
  query: z.string().max(80).transform(cleanLine),
  limit: z.number().int().min(1).max(25).default(10),
});

/** People whose handle or name begins like this; a leading @ does not matter. `exact` is who has just this handle. */
export const findPeople = publicProcedure.input(input).query(async ({ ctx, input }) => {
  const typed = input.query.replace(/^@/, '').toLowerCase();
  // What means something in a LIKE pattern means itself here.
  const pattern = typed.replace(/[\\%_]/g, (char) => `\\${char}`);
  const people = await ctx.services.database.query<PersonRow>(peopleByName, [
    viewerId(ctx.actor),
    pattern,
    input.limit,
  ]);
  return { exact: people.find((person) => person.handle === typed) ?? null, people };
});
