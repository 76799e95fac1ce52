import type { NextFunction, Request, Response } from 'express';

const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Keeps other pages out: whoever speaks here speaks as anybody they like, so a web page that the person happens to
 * visit must not be able to. The Host must be one of ours (a name pointed at this machine is not), and a browser's
 * request must come from our own page.
 */
export const ownPagesOnly =
  (publicHost: string | null) => (request: Request, response: Response, next: NextFunction) => {
    const host = request.headers.host ?? '';
    const site = request.headers['sec-fetch-site'];
    const origin = request.headers.origin;
    const hostIsOurs = local.test(host) || host === publicHost;
    const originIsOurs = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
    if (hostIsOurs && originIsOurs && (site === undefined || site === 'same-origin' || site === 'none')) return next();
    response.status(403).json({ error: { code: 'not_allowed', message: 'The playground answers its own page only.' } });
  };
