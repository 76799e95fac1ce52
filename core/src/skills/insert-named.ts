import type { UserSkill } from '@echochat/prisma/client.ts';
import type { UserActor } from '../platform/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { insertSkill, type NewSkill } from './add-skill.ts';
import type { SkillTree } from './tree.ts';
import { insertWish, type NewWish } from './wishes.ts';

/** More than anybody names in one breath. */
export const mostAtOnce = 20;

/** What somebody named at once: skills of the tree, and what it does not have. */
export interface Named {
  skills: readonly NewSkill[];
  wishes: readonly NewWish[];
}

/**
 * Keeps it inside the caller's transaction; what they have already stays as it is. Returns the skills that are new. Throws
 * skill_unknown, skill_limit, wish_empty, wish_limit.
 */
export async function insertNamed(
  tx: Tx,
  actor: UserActor,
  tree: SkillTree,
  { skills, wishes }: Named,
  now: Temporal.Instant,
): Promise<UserSkill[]> {
  const keyOf = ({ type, categoryId }: { type: string; categoryId: number }) => `${type} ${categoryId}`;
  const rows = await tx.userSkill.findMany({
    where: { userId: actor.userId },
    select: { type: true, categoryId: true },
  });
  const have = new Set(rows.map(keyOf));
  const added: UserSkill[] = [];
  for (const skill of skills) {
    if (have.has(keyOf(skill))) continue;
    added.push(await insertSkill(tx, actor, tree, skill, now));
    have.add(keyOf(skill));
  }
  for (const wish of wishes) await insertWish(tx, actor, wish);
  return added;
}
