import { z } from 'zod';
import { loadActors } from '../auth/load-actor.ts';
import type { UserActor } from '../platform/actor.ts';
import { EchoError } from '../platform/errors.ts';
import { defineJob } from '../platform/jobs/job.ts';
import type { Services } from '../platform/services.ts';
import { firstLevel, insertSkill } from './add-skill.ts';
import { skillTree } from './load-tree.ts';
import { readSkill } from './rules/read-skill.ts';
import type { SkillRow, SkillTree } from './tree.ts';

const batch = 500;

/** Turns wishes into skills where the tree has come to know the name since, and tells whose they are. */
export const answerWishes = defineJob('skills.answer-wishes', z.object({}), async (_payload, services) => {
  const tree = await skillTree(services);
  for (let after = 0; ; ) {
    const wishes = await services.database.prisma.skillWish.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batch,
    });
    const known = wishes.flatMap((wish) => {
      const { kind, rows } = readSkill(tree, wish.text);
      const isAnswer = kind === 'skill' || (kind === 'field' && wish.type === 'learn');
      return isAnswer && rows[0] ? [{ wish, row: rows[0] }] : [];
    });
    const actors = await loadActors(services, [...new Set(known.map(({ wish }) => wish.userId))], 'browser');
    for (const { wish, row } of known) {
      const actor = actors.get(wish.userId);
      if (actor) await answer(services, tree, actor, wish, row);
    }
    const last = wishes.at(-1);
    if (!last || wishes.length < batch) return;
    after = last.id;
  }
});

async function answer(
  services: Services,
  tree: SkillTree,
  actor: UserActor,
  { id, type }: { id: number; type: 'teach' | 'learn' },
  row: SkillRow,
): Promise<void> {
  const { database, clock, events, cache, log } = services;
  const key = { userId: actor.userId, categoryId: row.id, type };
  try {
    await database.transaction(async (tx) => {
      const { count } = await tx.skillWish.deleteMany({ where: { id } });
      if (count === 0) return;
      if (await tx.userSkill.findUnique({ where: { userId_categoryId_type: key } })) return;
      await insertSkill(tx, actor, tree, { categoryId: row.id, type, proficiencyLevel: firstLevel[type] }, clock.now());
      await events.emit(tx, `skill-arrived:${id}`, {
        type: 'skill.arrived',
        v: 1,
        to: actor.userId,
        categoryId: row.id,
      });
    });
    await cache.drop('user-profile', String(actor.userId));
  } catch (error) {
    // With a full list the wish stays one, and is looked at again.
    if (!(error instanceof EchoError)) throw error;
    log.info({ code: error.code, wishId: id }, 'a wish stays one');
  }
}
