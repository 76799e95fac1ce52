import type { Services } from '../platform/services.ts';
import {
  type GrantedToken,
  type Installation,
  lockInstallation,
  readInstallation,
  sealedColumns,
} from './installation.ts';

/** Before its end a token is exchanged: time enough for a platform that is away for a while. */
const early = { minutes: 30 };

/** Fetches a new token from the platform. It has 4 s: whoever waits for the lock gives up soon after. */
export type Refresh = (refreshToken: string) => Promise<GrantedToken>;

/** Whether an installation's token should be exchanged before it is used. */
export const isEnding = ({ tokenExpiresAt, refreshToken }: Installation, now: Temporal.Instant): boolean =>
  refreshToken !== null && tokenExpiresAt !== null && Temporal.Instant.compare(tokenExpiresAt, now.add(early)) <= 0;

/**
 * Exchanges a workspace's token that ends within half an hour, or that was refused as ended. Of many processes that
 * find so at once one does it, and the others get what it got: each looks again under the lock. Null where the app
 * is not installed there any more. Rejects with what `refresh` rejects with; then everything stays as it was.
 */
export async function rotateToken(
  services: Services,
  teamId: string,
  refresh: Refresh,
  refusedToken?: string,
): Promise<Installation | null> {
  // Exchanged once, though a lost transaction is tried again: what exchanges a token is good for one exchange.
  let exchanged: { from: string; granted: GrantedToken } | null = null;
  return services.database.transaction(async (tx) => {
    await lockInstallation(tx, teamId);
    const stands = await readInstallation(services, tx, teamId);
    if (!stands?.refreshToken) return stands;
    if (stands.token !== refusedToken && !isEnding(stands, services.clock.now())) return stands;
    if (exchanged?.from !== stands.refreshToken)
      exchanged = { from: stands.refreshToken, granted: await refresh(stands.refreshToken) };
    const data = sealedColumns(services, teamId, exchanged.granted);
    await tx.installation.update({ where: { communityId: stands.communityId }, data });
    return readInstallation(services, tx, teamId);
  });
}
