import type { Tx } from '../platform/db/database.ts';
import type { Services } from '../platform/services.ts';
import { fromDate, toDate } from '../platform/time.ts';

/** The app as it is installed in a Slack workspace, with its tokens open. */
export interface Installation {
  communityId: number;
  teamId: string;
  teamName: string;
  botUserId: string;
  scopes: readonly string[];
  token: string;
  /** With a token that ends: what the next one is got with. */
  refreshToken: string | null;
  tokenExpiresAt: Temporal.Instant | null;
}

/** What the platform gives. */
export interface GrantedToken {
  token: string;
  refreshToken: string | null;
  expiresInSeconds: number | null;
}

const contextOf = (teamId: string) => `slack:${teamId}`;

/** An installation; null where there is none, or where it was sealed with another AUTH_SECRET. */
export async function readInstallation(
  { sealing }: Services,
  tx: Pick<Tx, 'installation'>,
  teamId: string,
): Promise<Installation | null> {
  const row = await tx.installation.findFirst({
    where: { platform: 'slack', teamId },
    include: { community: { select: { name: true } } },
  });
  const token = row && sealing.open(row.tokenCipher, contextOf(teamId));
  if (!row || token === null) return null;
  return {
    communityId: row.communityId,
    teamId,
    teamName: row.community.name,
    botUserId: row.botUserId ?? '',
    scopes: row.scopes,
    token,
    refreshToken: row.refreshTokenCipher && sealing.open(row.refreshTokenCipher, contextOf(teamId)),
    tokenExpiresAt: row.tokenExpiresAt && fromDate(row.tokenExpiresAt),
  };
}

/** Whoever changes an installation does so alone, until the transaction ends. */
export async function lockInstallation(tx: Tx, teamId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('slack-installation'), hashtext(${teamId}))`;
}

/** The columns of a granted token, sealed for its workspace. */
export function sealedColumns({ sealing, clock }: Services, teamId: string, granted: GrantedToken) {
  const { token, refreshToken, expiresInSeconds } = granted;
  const context = contextOf(teamId);
  return {
    tokenCipher: sealing.seal(token, context),
    refreshTokenCipher: refreshToken === null ? null : sealing.seal(refreshToken, context),
    tokenExpiresAt: expiresInSeconds === null ? null : toDate(clock.now().add({ seconds: expiresInSeconds })),
  };
}
