import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { line } from '../platform/text.ts';

const input = z.object({
  platform: z.enum(['discord', 'slack', 'playground']),
  externalId: z.string().min(1).max(64),
  name: line(100),
  locale: z.string().max(35).optional(),
});

/** EchoChat is in a server or a workspace: newly, again, or still, perhaps under another name. */
export const arrive = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { platform, externalId, name, locale } = input;
  const { prisma } = ctx.services.database;
  const where = { platform_externalId: { platform, externalId } };
  const before = await prisma.community.findUnique({ where });
  const row = await prisma.community.upsert({
    where,
    create: { platform, externalId, name, locale: locale?.slice(0, 10) ?? 'en' },
    update: { name, leftAt: null },
  });
  return { communityId: row.id, isNew: before === null || before.leftAt !== null };
});
