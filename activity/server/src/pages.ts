import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

/**
 * The built client. Files under assets/ carry their content's hash in their name and never change; the page itself is
 * asked for anew each time. An address of a page gives the page, which finds its own way.
 */
export function pageRoutes(folder: string, pages: readonly string[]): Router {
  const router = Router();
  const index = join(folder, 'index.html');
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  );
  router.use(express.static(folder, { index: false, maxAge: '1h' }));
  router.get([...pages], (_request, response) => {
    response.set('cache-control', 'no-cache');
    if (existsSync(index)) response.sendFile(index);
    else response.status(503).type('text').send('The pages are not built yet: run npm run build.');
  });
  return router;
}
