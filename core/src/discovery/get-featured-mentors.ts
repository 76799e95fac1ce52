import { z } from 'zod';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { skillTree } from '../skills/load-tree.ts';
import { featuredMentors, type MentorRow } from './people.sql.ts';

/** Learners who are open to mentoring, the most endorsed first, with what they teach. */
export const getFeaturedMentors = protectedProcedure
  .input(z.object({ limit: z.number().int().min(1).max(50).default(10) }))
  .query(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const [tree, rows] = await Promise.all([
      skillTree(services),
      services.database.query<MentorRow>(featuredMentors, [actor.userId, input.limit]),
    ]);
    const language = localeOf(actor);
    return rows.map(({ teaches, ...row }) => ({
      ...row,
      teaches: teaches.slice(0, 5).map((id) => ({ name: tree.nameOf(id, language), icon: tree.get(id)?.icon ?? '✳️' })),
    }));
  });
