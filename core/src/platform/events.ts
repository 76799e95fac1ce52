import { z } from 'zod';
import { type DomainEvent, domainEvent, type Emit, type EventType } from './domain-event.ts';
import { addJob, defineJob, type Job } from './jobs/job.ts';
import type { Services } from './services.ts';

/** An event with the key that makes it one, however often it is told. */
const told = z.object({ key: z.string(), event: domainEvent });

/** Something that acts on events. It may be told of one twice, and must act once. */
export interface Consumer {
  /** Part of stored jobs: never renamed while any wait. */
  id: string;
  handles: readonly EventType[];
  handle(event: DomainEvent, key: string, services: Services): Promise<void>;
}

export interface Events {
  emit: Emit;
  jobs: readonly Job[];
}

export function openEvents(consumers: readonly Consumer[]): Events {
  const jobs = consumers.map((consumer) => ({
    consumer,
    job: defineJob(`event.${consumer.id}`, told, ({ key, event }, services) => consumer.handle(event, key, services)),
  }));
  return {
    async emit(tx, key, event, after = null) {
      for (const { consumer, job } of jobs) {
        if (consumer.handles.includes(event.type))
          await addJob(tx, job, { key, event }, { key: `${consumer.id}:${key}`, ...(after ? { after } : {}) });
      }
    },
    jobs: jobs.map(({ job }) => job),
  };
}
