import { isLoopback, proxyTrust, type TrustProxy } from '@echochat/core/platform/network.ts';
import type { NextFunction, Request, Response } from 'express';

/** Whom the playground lets in. */
export interface PlaygroundAccess {
  /** The host of PUBLIC_URL, if any. */
  publicHost: string | null;
  /** PLAYGROUND=1 was said: also who comes through a proxy. */
  isOnPurpose: boolean;
  trustProxy: TrustProxy;
  /** Whether a request comes from this machine, and through nobody. */
  isLocal(request: Request): boolean;
}

/**
 * Keeps others out: whoever speaks here speaks as anybody they like. What counts is where the connection comes from, since
 * a program writes into its headers what it likes; and of those who may connect, a web page that somebody happens to visit
 * must not be able to. So the Host must be one of ours too (a name pointed at this machine is not), and a browser's
 * request must come from our own page.
 */
export function ownPagesOnly({ publicHost, isOnPurpose, trustProxy, isLocal }: PlaygroundAccess) {
  const trust = proxyTrust(trustProxy);
  /** The hosts by which who connects from there may ask. */
  function hostsFor(request: Request): 'own and public' | 'public' | 'none' {
    if (isLocal(request)) return 'own and public';
    if (!isOnPurpose) return 'none';
    const connected = request.socket.remoteAddress ?? '';
    // A tunnel on this machine, about whose word nothing was said.
    if (trustProxy === 0) return isLoopback(connected) ? 'own and public' : 'none';
    return trust(connected, 0) ? 'public' : 'none';
  }

  return (request: Request, response: Response, next: NextFunction) => {
    const host = request.headers.host ?? '';
    const site = request.headers['sec-fetch-site'];
    const origin = request.headers.origin;
    const hosts = hostsFor(request);
    const isOurs =
      (hosts !== 'none' && host === publicHost) || (hosts === 'own and public' && isLoopback(nameOf(host)));
    const originIsOurs = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
    if (isOurs && originIsOurs && (site === undefined || site === 'same-origin' || site === 'none')) return next();
    response.status(403).json({ error: { code: 'not_allowed', message: 'The playground answers its own page only.' } });
  };
}

/** Without the port. */
const nameOf = (host: string): string => host.replace(/:\d{1,5}$/, '');
