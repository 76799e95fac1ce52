import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { isDuplicate } from '../platform/db/failures.ts';
import { EchoError } from '../platform/errors.ts';
import { systemProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';
import { line } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { shownAvatar } from '../safety/avatar.ts';
import { identityCame } from '../safety/identity-came.ts';
import { safeName } from '../safety/names.ts';
import { type ContactRow, type IdentityRow, identityOf } from './account.sql.ts';
import { actorOf } from './load-actor.ts';
import { handleCandidate, handleFrom } from './rules/handle.ts';

/** What somebody is called whose own name is a link, or ours, or an office's. */
const nameless = 'Learner';

const input = z.object({
  platform: z.enum(['discord', 'slack', 'playground']),
  /** The Slack workspace; empty where the platform's ids are global. */
  workspaceId: z.string().max(64).default(''),
  externalId: z.string().min(1).max(64),
  handle: line(80),
  /** As their chat has it; here they are called what cannot pass for somebody else. */
  displayName: line(80).transform((name) => safeName(name, nameless)),
  avatarUrl: z.string().max(2_000).optional(),
  locale: z.string().max(35).optional(),
  /**
   * The community that they speak in. To have spoken there is to belong to it. Without a name one that is not known yet is
   * not made; without `isOrganiser` their part in it stays.
   */
  community: z
    .object({ externalId: z.string().min(1).max(64), name: line(100).optional(), isOrganiser: z.boolean().optional() })
    .optional(),
});
type Input = z.output<typeof input>;

const maxAttempts = 10;
/** How exactly it is known when somebody was last seen: a row is not written for each word. */
const seenWithinHours = 1;

/**
 * The user behind an identity that a surface vouches for, as the actor of what they do next, and the community they speak
 * in. Somebody new gets an account, with the language of their chat; somebody known keeps theirs, and the identity learns a
 * changed name. Throws not_signed_in for an account that is gone. Every command begins with it: of somebody known it takes
 * one round trip, and once an hour another one.
 */
export const identify = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  for (let attempt = 1; ; attempt += 1) {
    const known = await findIdentity(ctx.services, input);
    if (known) return identified(ctx.services, known, input, false);
    try {
      await createUser(ctx.services, input);
      const made = await findIdentity(ctx.services, input);
      if (made) return identified(ctx.services, made, input, true);
    } catch (error) {
      // In the same instant another first word has made this account, or has taken the handle for somebody else.
      if (!isDuplicate(error) || attempt === maxAttempts) throw error;
    }
  }
});

/** Their row, where there is one. */
async function findIdentity({ database, clock }: Services, input: Input): Promise<IdentityRow | undefined> {
  const { platform, workspaceId, externalId, community } = input;
  const values = [platform, clock.now().toString(), workspaceId, externalId, community?.externalId ?? null];
  const [identity] = await database.query<IdentityRow>(identityOf, values);
  return identity;
}

async function identified(services: Services, known: IdentityRow, input: Input, isNew: boolean) {
  if (known.userId === null) throw new EchoError('not_signed_in');
  const actor = actorOf(known, input.platform);
  const [communityId] = await Promise.all([
    belong(services, known, actor.userId, input),
    keepSeen(services, known, input),
  ]);
  return { userId: actor.userId, actor, communityId, isNew };
}

/** Learns a changed name, and when they were last seen. */
async function keepSeen({ database, clock }: Services, known: ContactRow, input: Input): Promise<void> {
  const { handle, displayName } = input;
  const isRenamed = known.calledName !== displayName || known.calledHandle !== handle;
  const now = clock.now();
  const before = toDate(now.subtract({ hours: seenWithinHours }));
  const isStale = known.lastSeenAt === null || known.lastSeenAt < before;
  if (!isRenamed && !known.isClosed && !isStale) return;
  // Who speaks to us takes messages from us again, as far as anybody can know.
  const opened = { dmClosedAt: null, dmClosedFor: null };
  await database.prisma.identity.update({
    where: { id: known.identityId },
    data: { handle, displayName, lastSeenAt: toDate(now), ...opened },
  });
}

/** Sees to it that somebody belongs to the community they speak in, as what the platform says they are there. */
async function belong({ database }: Services, known: ContactRow, userId: number, { platform, community }: Input) {
  if (!community) return null;
  const { externalId, name, isOrganiser } = community;
  const role = isOrganiser === undefined ? (known.part ?? 'member') : isOrganiser ? 'organiser' : 'member';
  if (known.communityId !== null && known.part === role) return known.communityId;
  return database.transaction(async (tx) => {
    const communityId =
      known.communityId ?? (name === undefined ? null : await announced(tx, { platform, externalId, name }));
    if (communityId === null) return null;
    await tx.membership.upsert({
      where: { communityId_userId: { communityId, userId } },
      create: { communityId, userId, role },
      update: { role, leftAt: null },
    });
    return communityId;
  });
}

async function announced(
  tx: Tx,
  { platform, externalId, name }: { platform: Input['platform']; externalId: string; name: string },
): Promise<number> {
  const { id } = await tx.community.upsert({
    where: { platform_externalId: { platform, externalId } },
    create: { platform, externalId, name },
    update: { leftAt: null },
  });
  return id;
}

async function createUser({ database, clock }: Services, input: Input): Promise<number> {
  const base = handleFrom(safeName(input.handle, nameless));
  return database.transaction(async (tx) => {
    let attempt = 1;
    while (await tx.user.findUnique({ where: { handle: handleCandidate(base, attempt) }, select: { id: true } }))
      attempt += 1;
    const user = await tx.user.create({
      data: {
        handle: handleCandidate(base, attempt),
        displayName: input.displayName,
        locale: input.locale?.slice(0, 10) ?? 'en',
        network: input.platform === 'playground' ? 'demo' : 'live',
        lastSeenAt: toDate(clock.now()),
        identities: {
          create: {
            platform: input.platform,
            workspaceId: input.workspaceId,
            externalId: input.externalId,
            handle: input.handle,
            displayName: input.displayName,
            avatarUrl: shownAvatar(input.avatarUrl),
            lastSeenAt: toDate(clock.now()),
          },
        },
      },
    });
    await identityCame(tx, input, user.id);
    return user.id;
  });
}
