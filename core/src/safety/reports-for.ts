import type { Prisma } from '@echochat/prisma/client.ts';
import type { UserActor } from '../platform/actor.ts';
import { EchoError } from '../platform/errors.ts';

const organises = (userId: number): Prisma.CommunityWhereInput => ({
  leftAt: null,
  memberships: { some: { userId, role: 'organiser', leftAt: null } },
});

/**
 * SF-12: the filter on reports that no organiser can look at: seen outside of any community, in one that is left, or
 * where the only organisers are who it is about. They are for who runs EchoChat.
 */
export const unattended = async (
  prisma: Pick<Prisma.TransactionClient, '$queryRaw'>,
): Promise<Prisma.ReportWhereInput> => {
  const rows = await prisma.$queryRaw<{ id: number }[]>`SELECT r.id FROM reports r
    LEFT JOIN communities c ON c.id = r.community_id AND c.left_at IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id AND u.deleted_at IS NULL
      WHERE m.community_id = c.id AND m.role = 'organiser' AND m.left_at IS NULL
        AND m.user_id IS DISTINCT FROM r.reported_id)
    ORDER BY r.id DESC LIMIT 10000`;
  return { id: { in: rows.map(({ id }) => id) } };
};

/**
 * SF-12: the filter on the reports that somebody may look at: those of the communities that they organise, for an
 * administrator also those that nobody else can; never one that is about themselves.
 */
export async function reportsFor(
  prisma: Pick<Prisma.TransactionClient, '$queryRaw'>,
  { userId, role }: UserActor,
): Promise<Prisma.ReportWhereInput> {
  const mine: Prisma.ReportWhereInput = { community: organises(userId) };
  const all = role === 'admin' ? { OR: [mine, await unattended(prisma)] } : mine;
  return { AND: [all, { OR: [{ reportedId: null }, { reportedId: { not: userId } }] }] };
}

/** Throws not_organiser for who organises no such community. */
export async function requireOrganiser(
  { community }: Pick<Prisma.TransactionClient, 'community'>,
  { userId, role }: UserActor,
  communityId: number | undefined,
): Promise<void> {
  if (role === 'admin') return;
  const id = communityId === undefined ? {} : { id: communityId };
  if ((await community.count({ where: { ...id, ...organises(userId) } })) === 0) throw new EchoError('not_organiser');
}
