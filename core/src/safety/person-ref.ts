import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { cleanLine } from '../platform/text.ts';

/** Who somebody is on their chat, whether or not they have an account here. */
export const identityRef = z.strictObject({
  platform: z.enum(['discord', 'slack', 'playground']),
  workspaceId: z.string().max(64).default(''),
  externalId: z.string().min(1).max(64),
  /** As their chat calls them. */
  name: z
    .string()
    .max(500)
    .transform((name) => cleanLine(name).slice(0, 80).toWellFormed() || undefined)
    .optional(),
});
export type IdentityRef = z.output<typeof identityRef>;

/** A person as somebody names them: by their account, or by who they are on a chat. */
export const personRef = z.union([z.strictObject({ userId: rowId }), identityRef]);
export type PersonRef = z.output<typeof personRef>;

export interface NamedPerson {
  /** Null where they have no account yet. Never leaves core: whether there is one is nobody's business. */
  userId: number | null;
  /** What who named them may call them. */
  name: string | null;
  identity: IdentityRef | null;
}

/**
 * SF-5: the person whom `actorId` names. By account only whom they can name: who is visible to them, whom they met in a
 * room or session, of whom the inbox told them, whose match or partner they were. Throws person_not_found, that_is_you.
 */
export async function findNamed(tx: Tx, actorId: number, ref: PersonRef): Promise<NamedPerson> {
  const named = 'userId' in ref ? await byAccount(tx, actorId, ref.userId) : await byIdentity(tx, actorId, ref);
  if (named.userId === actorId) throw new EchoError('that_is_you');
  return named;
}

async function byAccount(tx: Tx, actorId: number, userId: number): Promise<NamedPerson> {
  if (userId === actorId) throw new EchoError('that_is_you');
  const [person] = await tx.$queryRaw<
    { name: string }[]
  >`SELECT u.display_name AS name FROM users u WHERE u.id = ${userId} AND (
      EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = ${actorId} AND v.user_id = u.id)
      OR EXISTS (SELECT 1 FROM blocks k WHERE k.blocker_id = ${actorId} AND k.blocked_id = u.id AND k.known_as IS NOT NULL)
      OR EXISTS (SELECT 1 FROM room_participants x JOIN room_participants y ON y.room_id = x.room_id
        WHERE x.user_id = ${actorId} AND y.user_id = u.id)
      OR EXISTS (SELECT 1 FROM session_participants x JOIN session_participants y ON y.session_id = x.session_id
        WHERE x.user_id = ${actorId} AND y.user_id = u.id)
      OR EXISTS (SELECT 1 FROM learning_matches m
        WHERE m.user_id_1 = least(u.id, ${actorId}) AND m.user_id_2 = greatest(u.id, ${actorId}))
      OR EXISTS (SELECT 1 FROM learning_partnerships p
        WHERE p.user_id_1 = least(u.id, ${actorId}) AND p.user_id_2 = greatest(u.id, ${actorId}))
      OR EXISTS (SELECT 1 FROM poll_voters x JOIN poll_voters y ON y.poll_id = x.poll_id
        WHERE x.user_id = ${actorId} AND y.user_id = u.id)
      OR EXISTS (SELECT 1 FROM notifications n WHERE n.user_id = ${actorId} AND n.payload ->> 'personId' = u.id::text))`;
  if (!person) throw new EchoError('person_not_found');
  return { userId, name: person.name, identity: null };
}

async function byIdentity(tx: Tx, actorId: number, identity: IdentityRef): Promise<NamedPerson> {
  await lockIdentity(tx, identity);
  const { platform, workspaceId, externalId, name } = identity;
  const known = await tx.identity.findUnique({
    where: { platform_workspaceId_externalId: { platform, workspaceId, externalId } },
    select: { userId: true, user: { select: { displayName: true, visibleTo: { where: { viewerId: actorId } } } } },
  });
  const isVisible = (known?.user.visibleTo.length ?? 0) > 0;
  return {
    userId: known?.userId ?? null,
    name: name ?? (isVisible ? (known?.user.displayName ?? null) : null),
    identity,
  };
}

/** Of a block and the first word of who is blocked, at the same moment, one waits for the other and sees it. */
export async function lockIdentity(
  tx: Tx,
  { platform, workspaceId, externalId }: Pick<IdentityRef, 'platform' | 'workspaceId' | 'externalId'>,
): Promise<void> {
  const key = JSON.stringify(['identity', platform, workspaceId, externalId]);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}
