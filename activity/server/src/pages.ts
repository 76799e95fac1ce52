import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type Response, Router } from 'express';

/**
 * The built client. Files under assets/ carry their content's hash in their name and never change; the page itself is
 * asked for anew each time. The address of a page gives the page, which finds its own way; an unknown one gives it too,
 * as 404, so that a person sees a page that helps.
 */
export function pageRoutes(folder: string, pages: readonly string[]): Router {
  const router = Router();
  const index = join(folder, 'index.html');
  const page = (status: number) => (_request: Request, response: Response) => {
    response.status(status).set('cache-control', 'no-cache');
    if (existsSync(index)) response.sendFile(index);
    else response.status(503).type('text').send('The pages are not built yet: run npm run build.');
  };

  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  );
  router.use(express.static(folder, { index: false, maxAge: 0 }));
  router.get([...pages], page(200));
  router.get(/.*/, (request, response, next) =>
    request.accepts(['json', 'html']) === 'html' ? page(404)(request, response) : next(),
  );
  return router;
}
