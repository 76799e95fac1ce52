import { Router } from 'express';

export interface Health {
  /** What `GET /healthz` says: the process lives. */
  roles: readonly string[];
  version: string;
  /** Whether every role is up and the database answers. */
  isReady(): Promise<boolean>;
}

/** Liveness and readiness, for whoever watches over the process. */
export function healthRoutes({ roles, version, isReady }: Health): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', roles, version });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await isReady().catch(() => false);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'starting' });
  });
  return router;
}
