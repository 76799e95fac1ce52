import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import type { PersonRef } from './person-ref.ts';

/** One entry of a person's own list. */
export interface BlockView {
  /** What `unblock` takes. */
  person: PersonRef;
  /** As they knew them; null where their chat did not say. */
  name: string | null;
  /** Where somebody was blocked by who they are on a chat. */
  platform: 'discord' | 'slack' | 'playground' | null;
  createdAt: Date;
}

interface Row {
  userId: number | null;
  platform: BlockView['platform'];
  workspaceId: string;
  externalId: string;
  name: string | null;
  createdAt: Date;
  total: bigint;
}

const input = z.object({
  limit: z.number().int().min(1).max(100).default(20),
  offset: z.number().int().min(0).max(1_000).default(0),
});

/** Whom the actor blocked, the latest first, as they knew them then: nothing of what those have done since. */
export const getBlocks = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { userId } = ctx.actor;
  const rows = await ctx.services.database.prisma.$queryRaw<Row[]>`
    SELECT *, count(*) OVER () AS total FROM (
      SELECT blocked_id AS "userId", NULL::text AS platform, '' AS "workspaceId", '' AS "externalId",
        known_as AS name, created_at AS "createdAt"
      FROM blocks WHERE blocker_id = ${userId} AND known_as IS NOT NULL
      UNION ALL
      SELECT NULL, platform::text, workspace_id, external_id, name, created_at
      FROM blocked_identities WHERE blocker_id = ${userId}) listed
    ORDER BY "createdAt" DESC, "userId", "externalId" LIMIT ${input.limit} OFFSET ${input.offset}`;
  return { items: rows.map(viewOf), total: Number(rows[0]?.total ?? 0) };
});

function viewOf({ userId, platform, workspaceId, externalId, name, createdAt }: Row): BlockView {
  const person = platform === null ? { userId: userId ?? 0 } : { platform, workspaceId, externalId };
  return { person, name: name === '' ? null : name, platform, createdAt };
}
