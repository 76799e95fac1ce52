import type { IncomingMessage } from 'node:http';
import { Router } from 'express';

export interface Health {
  /** What `GET /healthz` says to who may know more than that the process lives. */
  roles: readonly string[];
  version: string;
  /** True when every role is up and what is said can be saved; false while it starts; else what is the matter, in a word. */
  isReady(): Promise<boolean | 'database' | 'disk' | 'worker'>;
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
    const state = await isReady().catch(() => 'database' as const);
    const status = state === true ? 'ready' : state === false ? 'starting' : state;
    response.status(state === true ? 200 : 503).json({ status });
  });
  return router;
}
