import { createServer, type IncomingMessage, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Core } from '@echochat/core/core.ts';
import type { IceConfig } from '@echochat/core/platform/config.ts';
import { proxyTrust, type TrustProxy } from '@echochat/core/platform/network.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { calendarRoutes } from './calendar.ts';
import { type ClientAddress, openClientAddress, openIsLocal } from './client-address.ts';
import { fileRoutes } from './files/files.ts';
import { type Health, healthRoutes } from './health.ts';
import { madeRoutes } from './made.ts';
import { openMetrics } from './metrics.ts';
import { openIsOperator, operatorsOnly } from './operator.ts';
import { pageRoutes } from './pages.ts';
import { isOwnOrigin } from './rooms/origin.ts';
import { openRoomSockets } from './rooms/sockets.ts';
import { securityHeaders } from './security-headers.ts';
import { trpcRoutes } from './trpc.ts';

const clientFolder = fileURLToPath(new URL('../../client/dist', import.meta.url));

export interface WebServer {
  /** For what others bring: mount before `listen`. */
  app: Express;
  /** The address of a client, as TRUST_PROXY has it. */
  addressOf: ClientAddress;
  /** Whether a request comes from this machine. */
  isLocal(request: IncomingMessage): boolean;
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
  /** The application whose Activity may speak to us and show us in a frame. */
  discordClientId?: string | null;
  /** Whose X-Forwarded-For counts. */
  trustProxy?: TrustProxy;
  /** What shows the metrics to who is not on this machine. */
  metricsToken?: string | null;
  ice?: IceConfig;
}

export function openWebServer(core: Core, health: Health, options: WebServerOptions = {}): WebServer {
  const app = express();
  const house = core.as({ kind: 'system', name: 'metrics' });
  const metrics = openMetrics(
    async () => (await house.jobs.getDead({ limit: 1 })).total,
    () => core.services.clock.now().epochMilliseconds,
  );
  const { discordClientId = null, publicHost = null, trustProxy = 0, metricsToken = null } = options;
  const addressOf = openClientAddress(trustProxy);
  const isLocal = openIsLocal(trustProxy, addressOf);
  const isOperator = openIsOperator(isLocal, metricsToken);
  app.disable('x-powered-by');
  app.set('trust proxy', proxyTrust(trustProxy));
  app.use(metrics.observe, securityHeaders(discordClientId));
  app.use(healthRoutes(health, isOperator));
  app.get('/metrics', operatorsOnly(isOperator), metrics.show);
  app.use('/trpc', trpcRoutes(core, addressOf));
  app.use(fileRoutes(core));
  app.use(calendarRoutes(core, addressOf));
  const made = madeRoutes(core);
  app.use(made.router);

  const server: Server = createServer(app);
  const sockets = openRoomSockets(server, core, {
    isOurs: isOwnOrigin({ publicHost, discordClientId }),
    addressOf,
    ...(options.ice ? { ice: options.ice } : {}),
  });
  return {
    app,
    addressOf,
    isLocal,
    listen(port, host) {
      app.use(pageRoutes(clientFolder, options.pages ?? []));
      app.use((_request: Request, response: Response) => {
        response.status(404).json({ error: { code: 'not_found', message: 'There is nothing at this address.' } });
      });
      app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
        if (response.headersSent) return next(error);
        const given = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
        const status = given >= 400 && given < 500 ? given : 500;
        if (status < 500) {
          const code = status === 404 ? 'not_found' : 'invalid_input';
          return void response.status(status).json({ error: { code, message: 'That did not work.' } });
        }
        const { code, params } = asEchoError(error);
        core.services.log.error({ err: error, errorId: params['id'] }, 'a request failed');
        response
          .status(code === 'unavailable' || code === 'cannot_save' ? 503 : 500)
          .json({ error: { code, params, message: 'That did not work.' } });
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
