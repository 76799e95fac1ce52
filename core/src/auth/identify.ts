import { z } from 'zod';
import { isDuplicate } from '../platform/db/failures.ts';
import { systemProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';
import { line } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { type IdentityRow, identityOf } from './account.sql.ts';
import { handleCandidate, handleFrom } from './rules/handle.ts';

const input = z.object({
  platform: z.enum(['discord', 'slack', 'playground']),
  /** The Slack workspace; empty where the platform's ids are global. */
  workspaceId: z.string().max(64).default(''),
  externalId: z.string().min(1).max(64),
  handle: line(80),
  displayName: line(80),
  avatarUrl: z.url().optional(),
  locale: z.string().max(35).optional(),
});
type Input = z.output<typeof input>;

const maxAttempts = 10;

/**
 * The user behind an identity that a surface vouches for. Somebody new gets an account, with the language of their
 * chat; somebody known keeps theirs, and the identity learns a changed name.
 */
export const identify = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  for (let attempt = 1; ; attempt += 1) {
    const known = await findIdentity(ctx.services, input);
    if (known) return { userId: known.userId, isNew: false };
    try {
      return { userId: await createUser(ctx.services, input), isNew: true };
    } catch (error) {
      // In the same instant another first word has made this account, or has taken the handle for somebody else.
      if (!isDuplicate(error) || attempt === maxAttempts) throw error;
    }
  }
});

async function findIdentity({ database, clock }: Services, input: Input) {
  const { platform, workspaceId, externalId } = input;
  const [identity] = await database.query<IdentityRow>(identityOf, [platform, workspaceId, externalId]);
  if (!identity) return null;
  const renamed = identity.displayName !== input.displayName || identity.handle !== input.handle;
  if (renamed) {
    const { handle, displayName } = input;
    const lastSeenAt = toDate(clock.now());
    await database.prisma.identity.update({ where: { id: identity.id }, data: { handle, displayName, lastSeenAt } });
  }
  return identity;
}

async function createUser({ database, clock }: Services, input: Input): Promise<number> {
  const base = handleFrom(input.handle);
  return database.transaction(async (tx) => {
    let attempt = 1;
    while (await tx.user.findUnique({ where: { handle: handleCandidate(base, attempt) }, select: { id: true } }))
      attempt += 1;
    const user = await tx.user.create({
      data: {
        handle: handleCandidate(base, attempt),
        displayName: input.displayName,
        locale: input.locale?.slice(0, 10) ?? 'en',
        lastSeenAt: toDate(clock.now()),
        identities: {
          create: {
            platform: input.platform,
            workspaceId: input.workspaceId,
            externalId: input.externalId,
            handle: input.handle,
            displayName: input.displayName,
            avatarUrl: input.avatarUrl ?? null,
          },
        },
      },
    });
    return user.id;
  });
}
