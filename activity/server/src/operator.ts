import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';

/** Who runs EchoChat: somebody on this machine, or who brings METRICS_TOKEN. */
export function openIsOperator(isLocal: (request: IncomingMessage) => boolean, token: string | null) {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = token === null ? null : digest(`Bearer ${token}`);
  return (request: IncomingMessage): boolean =>
    isLocal(request) || (expected !== null && timingSafeEqual(digest(request.headers.authorization ?? ''), expected));
}

export const operatorsOnly =
  (isOperator: (request: IncomingMessage) => boolean) => (request: Request, response: Response, next: NextFunction) => {
    if (isOperator(request)) return next();
    response
      .status(401)
      .set({ 'www-authenticate': 'Bearer', 'cache-control': 'no-store' })
      .json({ error: { code: 'not_signed_in', message: 'Ask from this machine, or bring METRICS_TOKEN.' } });
  };
