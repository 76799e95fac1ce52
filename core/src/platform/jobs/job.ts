import type { z } from 'zod';
import type { Tx } from '../db/database.ts';
import type { Services } from '../services.ts';

/** Work that is done later, at least once. Its payload is parsed before it runs. */
export interface Job<Payload = unknown> {
  /** Part of stored rows: never renamed while any wait. */
  name: string;
  schema: z.ZodType<Payload>;
  run(payload: unknown, services: Services): Promise<void>;
}

export function defineJob<Payload>(
  name: string,
  schema: z.ZodType<Payload>,
  run: (payload: Payload, services: Services) => Promise<void>,
): Job<Payload> {
  return { name, schema, run: async (payload, services) => run(schema.parse(payload), services) };
}

export interface JobOptions {
  /** From now, by the database's own clock, which is the one that the workers go by. */
  after?: Temporal.Duration;
  /** A waiting job with the same key is replaced. */
  key?: string;
  /** Before those that merely wait their turn: what was begun and has to be ended soon. */
  isUrgent?: boolean;
  /** Jobs of one queue run one after the other. */
  queue?: string;
}

/** Adds a job in the caller's transaction: it exists if and only if the rows do. */
export async function addJob<Payload>(
  tx: Tx,
  job: Pick<Job<Payload>, 'name' | 'schema'>,
  payload: Payload,
  options: JobOptions = {},
): Promise<void> {
  const seconds = options.after?.total('seconds') ?? 0;
  await tx.$executeRaw`SELECT 1 FROM graphile_worker.add_job(
    identifier => ${job.name}, payload => ${JSON.stringify(payload)}::json,
    run_at => now() + make_interval(secs => ${seconds}::double precision), job_key => ${options.key ?? null},
    queue_name => ${options.queue ?? null}, priority => ${options.isUrgent ? -10 : 0}::int, max_attempts => 12)`;
}
