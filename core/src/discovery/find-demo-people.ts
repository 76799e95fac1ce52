import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { cleanLine } from '../platform/text.ts';
import { readProfile } from '../skills/get-user-profile.ts';
import { skillTree } from '../skills/load-tree.ts';
import { demoPeople } from './people.sql.ts';
import { likePattern } from './rules/like-pattern.ts';

const input = z.object({
  query: z.string().max(80).transform(cleanLine),
  limit: z.number().int().min(1).max(25).default(10),
});

/** Whom one may come as in the playground: its people by the beginning of their name, then those who teach what is named. */
export const findDemoPeople = systemProcedure.input(input).query(async ({ ctx: { services }, input }) => {
  const { query, limit } = input;
  const tree = await skillTree(services);
  const skill = query ? tree.byText(query) : undefined;
  const rows = await services.database.query<{ userId: number }>(demoPeople, [
    likePattern(query.replace(/^@/, '')),
    skill ? tree.subtreeIds(skill.id) : [],
    limit,
  ]);
  return Promise.all(rows.map(({ userId }) => readProfile(services, userId, 'en')));
});
