import type { Services } from '../services.ts';
import { addJob, type Job } from './job.ts';

/** A beat: a job that is due again and again, at the minutes that the cron pattern names (UTC). */
export interface Beat {
  pattern: string;
  job: Job<Record<string, never>>;
  /** Two of its runs never overlap, in whatever process. */
  isAlone?: boolean;
}

/** Beats are a minute apart at least; two that differ by less are one, on which several processes are. */
const apartSeconds = 30;

/**
 * Adds the job of a beat, once for all processes: the first of them writes the beat down. Once the job is done, whoever is
 * a moment late would find it nowhere, and add it again. By the database's clock, in both directions: of one that was set
 * back, the beats are not waited for.
 */
export async function soundBeat({ job, isAlone }: Beat, { database, log }: Services): Promise<void> {
  try {
    await database.transaction(async (tx) => {
      const isFirst =
        await tx.$executeRaw`INSERT INTO kept_states AS k (key, value) VALUES (${`beat:${job.name}`}, '{}')
        ON CONFLICT (key) DO UPDATE SET updated_at = now()
        WHERE abs(extract(epoch FROM now() - k.updated_at)) >= ${apartSeconds}`;
      // One that still waits when the next is due is replaced by it.
      const options = { key: `beat:${job.name}`, ...(isAlone ? { queue: job.name } : {}) };
      if (isFirst > 0) await addJob(tx, job, {}, options);
    });
  } catch (error) {
    log.warn({ error: String(error), job: job.name }, 'a beat could not be added; the next one makes up for it');
  }
}
