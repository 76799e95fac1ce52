import type { Log } from '@echochat/core/platform/log.ts';
import express, {
  type ErrorRequestHandler,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { isSigned, openReplays } from './signature.ts';

/** Slack's largest payloads are messages and views with all their state; they stay far below. */
const maxBody = '1mb';

/**
 * Lets through what Slack signed, once and in time. It reads the body as it came and leaves it as `rawBody`, where
 * Bolt's receiver finds it. What does not pass is answered without a word about why.
 */
export function signedOnly(secret: string, log: Log): (RequestHandler | ErrorRequestHandler)[] {
  const replays = openReplays();
  return [
    express.raw({ type: () => true, limit: maxBody, inflate: false }),
    (request: Request, response: Response, next: NextFunction) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const signature = request.header('x-slack-signature') ?? '';
      const timestamp = request.header('x-slack-request-timestamp') ?? '';
      const now = Date.now();
      const problem = !isSigned({ signature, timestamp, body }, secret, now)
        ? 'unsigned'
        : replays.isFirst(signature, now)
          ? null
          : 'replayed';
      if (problem) {
        log.warn({ problem, retry: request.header('x-slack-retry-num') }, 'a request to /slack/events was refused');
        response.status(401).end();
        return;
      }
      Object.assign(request, { rawBody: body });
      next();
    },
    // Too large, compressed or cut off: Express knows an error handler by its four arguments.
    refuseUnread(log),
  ];
}

const refuseUnread =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = error instanceof Object && 'status' in error ? Number(error.status) : 400;
    log.warn({ status, error: String(error) }, 'a request to /slack/events could not be read');
    response.status(status >= 400 && status < 500 ? status : 400).end();
  };
