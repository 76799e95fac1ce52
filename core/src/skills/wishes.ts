import type { SkillKind } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { UserActor } from '../platform/actor.ts';
import type { Statement, Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { line } from '../platform/text.ts';
import { foldSkill } from './rules/fold-skill.ts';
import { namesNothing } from './rules/read-skill.ts';

/** More wishes that no skill answers than this are none. */
export const maxWishes = 20;

export const newWish = z.object({ type: z.enum(['teach', 'learn']), text: line(100) });

export type NewWish = z.output<typeof newWish>;

export interface WishView {
  id: number;
  type: SkillKind;
  text: string;
}

/**
 * Keeps what somebody named and the tree does not have, once, inside the caller's transaction. Throws wish_empty for
 * what names nothing, wish_limit.
 */
export async function insertWish(tx: Tx, actor: UserActor, { type, text }: NewWish): Promise<WishView> {
  const folded = foldSkill(text).slice(0, 100);
  if (namesNothing(text)) throw new EchoError('wish_empty');
  // The person's row is held, so that two wishes at once cannot both be the last one allowed.
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${actor.userId} FOR UPDATE`;
  const key = { userId: actor.userId, type, folded };
  const known = await tx.skillWish.findUnique({ where: { userId_type_folded: key } });
  if (!known && (await tx.skillWish.count({ where: { userId: actor.userId } })) >= maxWishes)
    throw new EchoError('wish_limit', { limit: maxWishes });
  const wish = known ?? (await tx.skillWish.create({ data: { ...key, text } }));
  return { id: wish.id, type: wish.type, text: wish.text };
}

export interface WishCount {
  text: string;
  teach: number;
  learn: number;
}

/** What the people of a community ($1) wish for and the tree does not have, what most of them wish first, $2 at most. */
export const wishesOfCommunity: Statement = {
  name: 'skill-wishes-of-community',
  text: `SELECT min(w.text) AS text, count(*) FILTER (WHERE w.type = 'teach')::int AS teach,
      count(*) FILTER (WHERE w.type = 'learn')::int AS learn
    FROM skill_wishes w JOIN users u ON u.id = w.user_id AND u.deleted_at IS NULL
    JOIN memberships m ON m.user_id = w.user_id AND m.community_id = $1 AND m.left_at IS NULL
    GROUP BY w.folded ORDER BY count(DISTINCT w.user_id) DESC, w.folded LIMIT $2`,
};
