import type { Installation } from '@echochat/core/communities/installation.ts';
import { isEnding, rotateToken } from '@echochat/core/communities/rotate-token.ts';
import type { Core } from '@echochat/core/core.ts';
import { refusalOf, type WebClient } from './calls.ts';
import { grantedToken } from './install/granted.ts';
import { deadTokenCodes, type TokenSource } from './token-source.ts';

/** How long an installation is not looked up again; another process may have rotated its token meanwhile. */
const freshMs = 60_000;
const maxKept = 5_000;
/** A refresh token that is no good: whoever runs the workspace has to install the app again. */
const deadRefreshCodes: ReadonlySet<string | null> = new Set(['invalid_refresh_token', 'invalid_grant']);

type Credentials = { clientId: string; clientSecret: string };

/** The workspaces that the app was installed in. Tokens that come to their end are exchanged; dead ones are dropped. */
export function openInstallations(core: Core, client: WebClient, { clientId, clientSecret }: Credentials): TokenSource {
  const { services } = core;
  const { communities } = core.as({ kind: 'system', name: 'slack' });
  const kept = new Map<string, { until: number; installation: Installation }>();

  function keep(installation: Installation | null, teamId: string): Installation | null {
    kept.delete(teamId);
    if (!installation) return null;
    kept.set(teamId, { until: Date.now() + freshMs, installation });
    for (const oldest of kept.keys()) {
      if (kept.size <= maxKept) break;
      kept.delete(oldest);
    }
    return installation;
  }

  const refresh = async (refreshToken: string) =>
    grantedToken(
      await client.oauth.v2.access({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      }),
    );

  /** Exchanges the token. One that cannot be exchanged now is good for a while yet. */
  async function rotated(installation: Installation, refused?: string): Promise<Installation | null> {
    const { teamId } = installation;
    try {
      return keep(await rotateToken(services, teamId, refresh, refused), teamId);
    } catch (error) {
      services.log.warn({ teamId, error: String(error) }, 'a workspace’s token could not be exchanged');
      const code = refusalOf(error);
      if (refused !== undefined) {
        if (deadRefreshCodes.has(code) || deadTokenCodes.has(code)) return null;
        throw error;
      }
      return installation;
    }
  }

  async function find(teamId: string): Promise<Installation | null> {
    const known = kept.get(teamId);
    const isFresh = known && known.until > Date.now();
    let installation: Installation | null;
    try {
      installation = isFresh ? known.installation : keep(await communities.getInstallation({ teamId }), teamId);
    } catch (error) {
      // While the database is away, what was good a minute ago is good still.
      if (!known) throw error;
      installation = known.installation;
    }
    return installation && isEnding(installation, services.clock.now()) ? rotated(installation) : installation;
  }

  return {
    async find(teamId) {
      const found = await find(teamId);
      return found && { teamId, name: found.teamName, botUserId: found.botUserId, token: found.token };
    },
    async replace(teamId, refused, code) {
      kept.delete(teamId);
      const stands = await communities.getInstallation({ teamId });
      if (stands && stands.token !== refused) return keep(stands, teamId)?.token ?? null;
      const next = stands?.refreshToken && code === 'token_expired' ? await rotated(stands, refused) : null;
      if (next && next.token !== refused) return next.token;
      const removed = await communities.removeInstallation({ teamId, refusedToken: refused });
      if (removed) services.log.warn({ teamId, code }, 'Slack refuses a workspace’s token: the app is out of it');
      return null;
    },
    forget: (teamId) => void kept.delete(teamId),
    onEnded: () => {},
  };
}
