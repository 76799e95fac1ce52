/** A queue as `npm run bench:jobs` knows it. */
export interface End {
  /** Makes work for each of these moments, milliseconds since 1970, and none other. */
  plan(dues: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a worker on a database of its own and a Redis of its own. `sent` is told of each moment as it is done. */
export type OpenEnd = (databaseUrl: string, redisUrl: string, sent: (due: number) => void) => Promise<End>;

/** What a job carries. */
export interface Job {
  due: number;
  userId?: number;
  sessionId?: number;
}

/** What a queue that is compared with does for each of its jobs. */
export interface Work {
  jobs(dues: readonly number[]): Promise<Job[]>;
  send(job: Job): Promise<void>;
  close(): Promise<void>;
}
