import {
  pressRequest,
  runRequest,
  suggestRequest,
  type Answer as WireAnswer,
} from '@echochat/activity-protocol/playground.ts';
import type { Core } from '@echochat/core/core.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Answer } from '../commands/command.ts';
import { openDispatcher } from '../commands/dispatch.ts';
import { suggestField, suggestLine } from '../commands/suggest.ts';
import { isWordKey, wordsIn } from '../commands/words.ts';
import { ownPagesOnly, type PlaygroundAccess } from './guard.ts';
import { comeAsNewcomer, playgroundUser } from './identity.ts';
import { findPersons, personFor } from './people.ts';
import { openStreams } from './stream.ts';

export interface Playground {
  router: Router;
  close(): void;
}

const asHandle = z.string().trim().min(1).max(64);
const whoAsks = z.object({ as: asHandle, locale: z.string().max(35).optional() });
const peopleQuery = z.object({
  query: z.string().max(80).default(''),
  limit: z.coerce.number().int().min(1).max(25).default(12),
});

/** The commands over HTTP, for the page at /playground and for programs. */
export function openPlayground(core: Core, access: PlaygroundAccess): Playground {
  const dispatcher = openDispatcher(core);
  const streams = openStreams(core, dispatcher);
  const router = express.Router();
  const post = (path: string, answer: (body: unknown) => Promise<object>) =>
    router.post(path, async (request: Request, response: Response) => {
      response.json(await answer(request.body));
    });

  router.use(
    ['/playground', '/auth/playground'],
    ownPagesOnly(access),
    express.json({ limit: '200kb', type: 'application/json' }),
  );

  post('/playground/run', async (body) => {
    const { as, line, hints } = runRequest.parse(body);
    const ctx = dispatcher.contextOf(await playgroundUser(core, as, hints), hints);
    return wire(await dispatcher.line(ctx, line));
  });
  post('/playground/press', async (body) => {
    const { as, id, values, hints } = pressRequest.parse(body);
    const ctx = dispatcher.contextOf(await playgroundUser(core, as, hints), hints);
    return wire(await dispatcher.press(ctx, id, values));
  });
  post('/playground/suggest', async (body) => {
    const asked = suggestRequest.parse(body);
    const ctx = dispatcher.contextOf(await playgroundUser(core, asked.as));
    const suggestions =
      'line' in asked
        ? await suggestLine(ctx, asked.line)
        : await suggestField(ctx, asked.form, asked.field, asked.query);
    return { suggestions };
  });
  post('/auth/playground', async (body) => {
    const { as } = z.object({ as: asHandle }).parse(body);
    const ctx = dispatcher.contextOf(await playgroundUser(core, as));
    return ctx.api.auth.createToken();
  });
  post('/playground/come', async (body) => {
    const { as, ...hints } = whoAsks.parse(body);
    return personFor(dispatcher.contextOf(await comeAsNewcomer(core, as, hints), hints));
  });
  router.get('/playground/people', async (request, response) => {
    const { query, limit } = peopleQuery.parse(request.query);
    response.json({ people: await findPersons(core, query, limit) });
  });
  router.get('/playground/me', async (request, response) => {
    const { as, ...hints } = whoAsks.parse(request.query);
    response.json(await personFor(dispatcher.contextOf(await playgroundUser(core, as, hints))));
  });
  router.get('/playground/stream', async (request, response) => {
    const { as, ...hints } = whoAsks.parse(request.query);
    const { userId } = await playgroundUser(core, as, hints);
    if (!streams.open(userId, response))
      response.status(503).json({ error: { code: 'busy', message: 'Too many windows are open.' } });
  });

  // What is not an answer card is a failure with a code and a sentence; Express knows an error handler by its four arguments.
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const { status, code, message } = failureOf(core, error, languageOf(request.headers['accept-language']));
    response.status(status).json({ error: { code, message } });
  });
  return { router, close: () => streams.close() };
}

/** The answer as it travels; the compiler holds our card to the protocol's. */
function wire(answer: Answer): WireAnswer {
  if ('card' in answer) return { card: answer.card };
  const { again: _again, ...form } = answer.form;
  return { form };
}

function failureOf(
  core: Core,
  error: unknown,
  language: 'en' | 'es',
): { status: number; code: string; message: string } {
  const say = wordsIn(language);
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    return {
      status: 400,
      code: 'invalid_input',
      message: `${issue?.path.join('.') || 'body'}: ${issue?.message ?? ''}`,
    };
  }
  const httpStatus = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  if (httpStatus >= 400 && httpStatus < 500)
    return { status: httpStatus, code: 'invalid_input', message: 'The body should be JSON of at most 200 kB.' };
  const known = asEchoError(error);
  if (known.code === 'internal')
    core.services.log.error({ err: error, errorId: known.params.id }, 'the playground failed');
  const key = `errors.${known.code}`;
  const status =
    known.code === 'internal'
      ? 500
      : known.code === 'unavailable' || known.code === 'cannot_save'
        ? 503
        : known.code === 'too_many_requests'
          ? 429
          : 400;
  return { status, code: known.code, message: isWordKey(key) ? say(key, { ...known.params }) : known.code };
}
