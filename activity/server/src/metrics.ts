import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** Times every request by route, never by address: an address may name a person. */
  observe(request: Request, response: Response, next: NextFunction): void;
  /** `GET /metrics` in Prometheus' format. */
  show(request: Request, response: Response): Promise<void>;
}

/** So long a count stands: whoever looks more often asks the database no more often. */
const countedForMs = 15_000;

/** `countDead` says how many jobs failed for good; where it cannot, what it said last stands. `nowMs` counts milliseconds. */
export function openMetrics(countDead: () => Promise<number>, nowMs: () => number): Metrics {
  let counted: { at: number; count: Promise<number | null> } | null = null;
  const dead = (): Promise<number | null> => {
    if (counted === null || nowMs() - counted.at >= countedForMs)
      counted = { at: nowMs(), count: countDead().catch(() => null) };
    return counted.count;
  };
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'echochat_dead_jobs',
    help: 'Jobs that failed for good and wait for somebody: npm run jobs',
    registers: [registry],
    async collect() {
      const count = await dead();
      if (count !== null) this.set(count);
    },
  });
  return {
    observe(request, response, next) {
      const end = seconds.startTimer();
      response.on('finish', () => {
        // A stream lasts as long as somebody listens.
        if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return;
        end({ method: request.method, route: routeOf(request), status: response.statusCode });
      });
      next();
    },
    async show(_request, response) {
      response.type(registry.contentType).send(await registry.metrics());
    },
  };
}

const routeOf = (request: Request): string => {
  const path: unknown = request.route?.path;
  return typeof path === 'string' ? request.baseUrl + path : 'other';
};
