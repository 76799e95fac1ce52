import type { IncomingMessage } from 'node:http';
import { Router } from 'express';

export interface Health {
  /** What `GET /healthz` says to who may know more than that the process lives. */
  roles: readonly string[];
  version: string;
  /** Whether every role is up and the database answers. */
  isReady(): Promise<boolean>;
}

/** Liveness and readiness, for whoever watches over the process. */
export function healthRoutes(
  { roles, version, isReady }: Health,
  isOperator: (request: IncomingMessage) => boolean,
): Router {
  const router = Router();
  router.get('/healthz', (request, response) => {
    response.json({ status: 'ok', ...(isOperator(request) ? { roles, version } : {}) });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await isReady().catch(() => false);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'starting' });
  });
  return router;
}
