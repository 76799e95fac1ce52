import { protectedProcedure } from '../platform/procedures.ts';
import { skillTree } from '../skills/load-tree.ts';
import { explain } from './explanation.ts';
import { loadProfiles } from './load-profiles.ts';
import { lessonView, loadPeople, otherOf } from './match-view.ts';
import { offsetsAt } from './rules/time-zones.ts';

/** The actor's partners, whom they learnt with last first: who they are, what each teaches, the hours they share. */
export const getPartnerships = protectedProcedure.query(async ({ ctx }) => {
  const { actor, services } = ctx;
  const rows = await services.database.prisma.learningPartnership.findMany({
    where: { status: { not: 'ended' }, OR: [{ userId1: actor.userId }, { userId2: actor.userId }] },
    orderBy: [{ lastActiveAt: 'desc' }, { id: 'asc' }],
  });
  const otherIds = rows.map((row) => otherOf(row, actor.userId));
  const [tree, profiles, people] = await Promise.all([
    skillTree(services),
    loadProfiles(services.database, [actor.userId, ...otherIds]),
    loadPeople(ctx, otherIds),
  ]);
  const offsetOf = offsetsAt(services.clock.now());
  const you = profiles.get(actor.userId);

  return rows.flatMap((row) => {
    const them = people.get(otherOf(row, actor.userId));
    const they = them && profiles.get(them.userId);
    if (!you || !them || !they) return [];
    const why = explain(tree, offsetOf, you, they);
    return [
      {
        id: row.id,
        status: row.status,
        them,
        startedAt: row.startedAt,
        lastActiveAt: row.lastActiveAt,
        sessionCount: row.sessionCount,
        theyTeach: why.theyTeach.flatMap((lesson) => lessonView(tree, lesson, ctx)),
        youTeach: why.youTeach.flatMap((lesson) => lessonView(tree, lesson, ctx)),
        sharedHours: why.shared?.hours ?? null,
        mostlyAt: why.shared?.mostlyAt ?? null,
        hoursApart: why.hoursApart,
      },
    ];
  });
});
