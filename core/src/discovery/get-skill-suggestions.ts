import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { categoryView } from '../skills/category-view.ts';
import { skillTree } from '../skills/load-tree.ts';
import { type PopularRow, teachersPerSkill } from './people.sql.ts';
import { suggestFrom } from './rules/suggest.ts';

const suggested = 10;

/** Skills the actor may want next: near to what they teach, want or are interested in, and taught by somebody here. */
export const getSkillSuggestions = protectedProcedure.query(async ({ ctx }) => {
  const { actor, services } = ctx;
  const { prisma } = services.database;
  const [tree, skills, profile] = await Promise.all([
    skillTree(services),
    prisma.userSkill.findMany({ where: { userId: actor.userId }, select: { categoryId: true } }),
    prisma.extendedProfile.findUnique({ where: { userId: actor.userId }, select: { interests: true } }),
  ]);
  const have = skills.map((skill) => skill.categoryId);
  const candidates = suggestFrom(tree, have, profile?.interests ?? []);
  const teachers = await services.database.query<PopularRow>(teachersPerSkill, [actor.userId, [...candidates.keys()]]);
  const language = localeOf(actor);
  return teachers
    .map(({ categoryId, teachers }) => ({ row: tree.get(categoryId), teachers, because: candidates.get(categoryId) }))
    .sort(
      (a, b) =>
        (b.because?.closeness ?? 0) - (a.because?.closeness ?? 0) ||
        b.teachers - a.teachers ||
        (a.row?.id ?? 0) - (b.row?.id ?? 0),
    )
    .slice(0, suggested)
    .flatMap(({ row, teachers, because }) =>
      row
        ? [
            {
              category: categoryView(tree, row, language),
              teachers,
              because: because?.from == null ? null : tree.nameOf(because.from, language),
            },
          ]
        : [],
    );
});
