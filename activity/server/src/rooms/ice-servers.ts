import { createHmac } from 'node:crypto';
import type { IceServer } from '@echochat/activity-protocol/rooms/call.ts';
import type { IceConfig } from '@echochat/core/platform/config.ts';

const lifetimeSeconds = 12 * 3_600;

/**
 * What helps a person's browser to reach the others' through routers and firewalls. A TURN server is used with a name and
 * password of the person's own that run out, as coturn's `use-auth-secret` checks them.
 */
export function iceServersFor({ stunUrls, turn }: IceConfig, userId: number, nowMs: number): IceServer[] {
  const servers: IceServer[] = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
  if (turn) {
    const username = `${Math.floor(nowMs / 1_000) + lifetimeSeconds}:${userId}`;
    const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
    servers.push({ urls: [...turn.urls], username, credential });
  }
  return servers;
}
