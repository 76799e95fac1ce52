import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import sirv from 'sirv';

const yearSeconds = 31_536_000;

/**
 * The built client. Files under assets/ carry their content's hash in their name and never change, and lie there
 * compressed as well, for whoever takes them so; the page itself is asked for anew each time. The address of a page gives
 * the page, which finds its own way; an unknown one gives it too, as 404, so that a person sees a page that helps.
 */
export function pageRoutes(folder: string, pages: readonly string[]): Router {
  const router = Router();
  const index = join(folder, 'index.html');
  const page = (status: number) => (_request: Request, response: Response) => {
    response.status(status).set('cache-control', 'no-cache');
    if (existsSync(index)) response.sendFile(index);
    else response.status(503).type('text').send('The pages are not built yet: run npm run build.');
  };

  const assets = join(folder, 'assets');
  if (existsSync(assets))
    router.use('/assets', sirv(assets, { immutable: true, maxAge: yearSeconds, gzip: true, brotli: true }));
  router.use('/assets', (_request: Request, _response: Response, next: NextFunction) => next({ status: 404 }));
  router.use(express.static(folder, { index: false, maxAge: 0 }));
  router.get([...pages], page(200));
  router.get(/.*/, (request, response, next) =>
    request.accepts(['json', 'html']) === 'html' ? page(404)(request, response) : next(),
  );
  return router;
}
