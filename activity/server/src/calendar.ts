import { createHash } from 'node:crypto';
import type { Core } from '@echochat/core/core.ts';
import type { EchoError, ErrorCode } from '@echochat/core/platform/errors.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { refusalHeaders } from '@echochat/core/platform/refusal-headers.ts';
import { coreWords } from '@echochat/core/platform/words/core-words.ts';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import { type Request, type Response, Router } from 'express';
import type { ClientAddress } from './client-address.ts';
import { fileName } from './file-name.ts';
import { statuses } from './guarded.ts';

/** What somebody reads who opens such an address in a browser; a calendar minds the status alone. */
const said: Partial<Record<ErrorCode, Parameters<ReturnType<typeof coreWords>>[0]>> = {
  feed_not_found: 'calendar.feedGone',
  not_signed_in: 'calendar.linkGone',
  invalid_input: 'calendar.linkGone',
  session_not_found: 'calendar.sessionGone',
  too_many_requests: 'calendar.tooMany',
};

/** SE-14, SE-15 of core: a session as a file for a calendar, and the feeds that calendars subscribe to. */
export function calendarRoutes(core: Core, addressOf: ClientAddress): Router {
  const router = Router();
  const ask = (request: Request) =>
    core.as({ kind: 'guest', locale: languageOf(request.acceptsLanguages()[0]), origin: addressOf(request) });

  router.get(
    '/calendar/:secret.ics',
    inWords(core, async (request, response) => {
      const { text } = await ask(request).sessions.getFeed({ secret: String(request.params['secret']) });
      const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
      response.set({ etag, 'cache-control': 'private, max-age=300' });
      if (names(request, etag)) return void response.status(304).end();
      response.type('text/calendar; charset=utf-8').send(text);
    }),
  );
  router.get(
    '/sessions/invite.ics',
    inWords(core, async (request, response) => {
      const { key } = request.query;
      const file = await ask(request).sessions.getCalendarFile({ key: typeof key === 'string' ? key : '' });
      response
        .attachment(`${fileName(file.title, 'session')}.ics`)
        .set('cache-control', 'private, no-store')
        .type(`text/calendar; charset=utf-8; method=${file.method}`)
        .send(file.text);
    }),
  );
  return router;
}

/** RFC 9110 §13.1.2. Express itself gives the whole again to who also says `no-cache`, as calendars do. */
const names = (request: Request, etag: string): boolean =>
  (request.headers['if-none-match'] ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);

type Answer = (request: Request, response: Response) => Promise<void>;

/** Whatever goes wrong is said in plain words, in a language that the browser asked for. */
const inWords =
  (core: Core, answer: Answer): Answer =>
  async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      const known = asEchoError(error);
      if (known.code === 'internal')
        core.services.log.error({ err: error, errorId: known.params['id'] }, 'a calendar was not given');
      refuse(request, response, known);
    }
  };

function refuse(request: Request, response: Response, error: EchoError): void {
  const say = coreWords(languageOf(request.acceptsLanguages()[0]));
  const { code, params } = error;
  response
    .status(statuses[code] ?? 500)
    .set(refusalHeaders(error))
    .set('cache-control', 'no-store')
    .type('text')
    .send(`${say(said[code] ?? 'calendar.broken', { ...params })}\n`);
}
