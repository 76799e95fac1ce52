import type { Core } from '@echochat/core/core.ts';
import { type DomainEvent, domainEvent } from '@echochat/core/platform/domain-event.ts';
import { z } from 'zod';

const told = z.object({ event: domainEvent });

/** The events that wait to be told, oldest first. */
export async function waitingEvents({ services }: Core): Promise<DomainEvent[]> {
  const { rows } = await services.database.pool.query<{ payload: unknown }>(
    `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = 'event.notices' ORDER BY j.id`,
  );
  return rows.map((row) => told.parse(row.payload).event);
}

/** Takes away everything that waits. */
export async function forgetJobs({ services }: Core): Promise<void> {
  await services.database.pool.query('DELETE FROM graphile_worker._private_jobs');
}
