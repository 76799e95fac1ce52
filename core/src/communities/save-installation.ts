import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { line } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { lockInstallation, sealedColumns } from './installation.ts';

const id = z.string().min(1).max(64);
const input = z.object({
  teamId: id,
  teamName: line(100),
  botUserId: id,
  scopes: z.array(z.string().max(100)).max(100),
  token: z.string().min(1).max(1_000),
  refreshToken: z.string().min(1).max(1_000).nullable(),
  expiresInSeconds: z.number().int().positive().nullable(),
  installedByExternalId: id,
});

/** A Slack workspace let the app in, newly or again: its tokens are kept sealed, and it is a community from now on. */
export const saveInstallation = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { services } = ctx;
  const { teamId, teamName, botUserId, scopes, installedByExternalId } = input;
  return services.database.transaction(async (tx) => {
    await lockInstallation(tx, teamId);
    const where = { platform_externalId: { platform: 'slack', externalId: teamId } } as const;
    const before = await tx.community.findUnique({ where });
    const { id: communityId } = await tx.community.upsert({
      where,
      create: { platform: 'slack', externalId: teamId, name: teamName },
      update: { name: teamName, leftAt: null },
    });
    const columns = { botUserId, scopes, installedByExternalId, ...sealedColumns(services, teamId, input) };
    await tx.installation.upsert({
      where: { communityId },
      create: { communityId, platform: 'slack', teamId, ...columns },
      update: { ...columns, installedAt: toDate(services.clock.now()) },
    });
    return { communityId, isNew: before === null || before.leftAt !== null };
  });
});
