import type { Core } from '@echochat/core/core.ts';
import type { ErrorCode } from '@echochat/core/platform/errors.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { refusalHeaders } from '@echochat/core/platform/refusal-headers.ts';
import type { NextFunction, Request, Response } from 'express';

export const statuses: Partial<Record<ErrorCode, number>> = {
  not_signed_in: 401,
  file_size: 413,
  image_size: 413,
  picture_too_large: 413,
  file_not_found: 404,
  room_not_found: 404,
  session_not_found: 404,
  feed_not_found: 404,
  too_many_requests: 429,
  invalid_input: 400,
  storage_full: 507,
  unavailable: 503,
  internal: 500,
};
/** A body that is refused is let run out where it is small, so that the answer is heard; past this the line is cut. */
const mostDrained = 40 * 1_048_576;

/** What is personal: nothing on the way keeps it, where the answer does not say otherwise. */
export function keptNowhere(_request: Request, response: Response, next: NextFunction): void {
  response.set('cache-control', 'private, no-store');
  next();
}

type Answer = (request: Request, response: Response) => Promise<void>;

/** An answer at an address of its own: whatever goes wrong is said once, by its code. */
export const guarded =
  (core: Core, answer: Answer): Answer =>
  async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      const known = asEchoError(error);
      const { code, params } = known;
      if (code === 'internal') core.services.log.error({ err: error, errorId: params['id'] }, 'an answer failed');
      if (response.headersSent || response.destroyed) return void response.destroy();
      if (Number(request.headers['content-length'] ?? 0) > mostDrained) response.set('connection', 'close');
      else request.resume();
      response
        .status(statuses[code] ?? 403)
        .set(refusalHeaders(known))
        .json({ error: { code, params, message: 'There is nothing here for you.' } });
    }
  };
