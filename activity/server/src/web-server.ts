import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Core } from '@echochat/core/core.ts';
import type { IceConfig } from '@echochat/core/platform/config.ts';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { calendarRoutes } from './calendar.ts';
import { fileRoutes } from './files/files.ts';
import { type Health, healthRoutes } from './health.ts';
import { madeRoutes } from './made.ts';
import { openMetrics } from './metrics.ts';
import { pageRoutes } from './pages.ts';
import { isOwnOrigin } from './rooms/origin.ts';
import { openRoomSockets } from './rooms/sockets.ts';
import { securityHeaders } from './security-headers.ts';
import { trpcRoutes } from './trpc.ts';

const clientFolder = fileURLToPath(new URL('../../client/dist', import.meta.url));

export interface WebServer {
  /** For what others bring: mount before `listen`. */
  app: Express;
  /** Resolves with the port once it is listening; rejects where the port cannot be had. */
  listen(port: number, host: string): Promise<number>;
  /** Takes no more requests, lets those under way end, and cuts what still hangs after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

export interface WebServerOptions {
  /** The addresses that the client has a page for. */
  pages?: readonly string[];
  /** What the site is called from outside. */
  publicHost?: string | null;
  ice?: IceConfig;
}

export function openWebServer(core: Core, health: Health, options: WebServerOptions = {}): WebServer {
  const app = express();
  const house = core.as({ kind: 'system', name: 'metrics' });
  const metrics = openMetrics(async () => (await house.jobs.getDead({ limit: 1 })).total);
  app.disable('x-powered-by');
  app.use(metrics.observe, securityHeaders());
  app.use(healthRoutes(health));
  app.get('/metrics', metrics.show);
  app.use('/trpc', trpcRoutes(core));
  app.use(fileRoutes(core));
  app.use(calendarRoutes(core));
  const made = madeRoutes(core);
  app.use(made.router);

  const server: Server = createServer(app);
  const sockets = openRoomSockets(server, core, {
    isOurs: isOwnOrigin(options.publicHost ?? null),
    ...(options.ice ? { ice: options.ice } : {}),
  });
  return {
    app,
    listen(port, host) {
      app.use(pageRoutes(clientFolder, options.pages ?? []));
      app.use((_request: Request, response: Response) => {
        response.status(404).json({ error: { code: 'not_found', message: 'There is nothing at this address.' } });
      });
      app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
        if (response.headersSent) return next(error);
        const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
        if (status >= 500) core.services.log.error({ err: error }, 'a request failed');
        response
          .status(status)
          .json({ error: { code: status === 404 ? 'not_found' : 'internal', message: 'That did not work.' } });
      });
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          const address = server.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      });
    },
    async close(graceMs) {
      // Pages in rooms go first: what they drew is kept before the database closes.
      await sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Streams end, also one that was asked for on a connection that still stood; then nothing keeps those.
      const clear = () => {
        core.services.streams.endAll();
        server.closeIdleConnections();
      };
      clear();
      const clearing = setInterval(clear, 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(clearing);
      clearTimeout(cut);
      await made.close();
    },
  };
}
