import { installMergeLog } from '@echochat/prisma/merge-log.ts';
import { applyMigrations } from '@echochat/prisma/migrate.ts';
import { type Api, createCaller } from './api.ts';
import { loadActor, loadActors } from './auth/load-actor.ts';
import { endStreamsOfSignedOut } from './auth/sessions/end-streams.ts';
import { actorOfSession, actorOfToken } from './auth/sessions/sign-in.ts';
import { expireMatches } from './matching/expire-matches.ts';
import { answerAsInvented, inventedAnswers } from './matching/invented-answers.ts';
import { deliverJob } from './notifications/plan-delivery.ts';
import { recordNotices } from './notifications/record-notices.ts';
import { sendDigests } from './notifications/send-digests.ts';
import type { Actor, UserActor } from './platform/actor.ts';
import { memoryCache } from './platform/cache/memory-cache.ts';
import { redisCache } from './platform/cache/redis-cache.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { openDatabase } from './platform/db/database.ts';
import { type Consumer, openEvents } from './platform/events.ts';
import { forgetOld } from './platform/forget-old.ts';
import type { Beat } from './platform/jobs/beat.ts';
import type { Job } from './platform/jobs/job.ts';
import type { Pump } from './platform/jobs/pump.ts';
import { migrateJobs, startWorker, type Worker } from './platform/jobs/worker.ts';
import { openKept } from './platform/kept.ts';
import type { Log } from './platform/log.ts';
import { memoryPeers } from './platform/peers/memory-peers.ts';
import { redisPeers } from './platform/peers/redis-peers.ts';
import { requestMeter } from './platform/procedures.ts';
import { openRateLimits } from './platform/rate-limits.ts';
import { openRealtime } from './platform/realtime.ts';
import { openRedis } from './platform/redis.ts';
import { openSealing } from './platform/sealing.ts';
import type { Services } from './platform/services.ts';
import { openSignedLinks } from './platform/signed-links.ts';
import { openStorage, type StorageOptions } from './platform/storage/open-storage.ts';
import { openStreams } from './platform/streams.ts';
import { openTokens } from './platform/tokens.ts';
import { copyImages } from './rooms/copy-images.ts';
import { partPeople } from './rooms/part-people.ts';
import { tidyRooms } from './rooms/tidy-rooms.ts';
import { mindVoice } from './rooms/voice/mind-voice.ts';
import { refreshPresence } from './safety/refresh-presence.ts';
import { tellOfReports } from './safety/tell-of-reports.ts';
import { settleOverdue, settlePolls } from './sessions/polls/settle-poll.ts';
import { passSeatsOn } from './sessions/seats.ts';
import { extendSeries } from './sessions/series/make-occurrences.ts';
import { sessionPump } from './sessions/session-pump.ts';
import { answerWishes } from './skills/answer-wishes.ts';

const consumers: readonly Consumer[] = [
  recordNotices,
  mindVoice,
  partPeople,
  refreshPresence,
  tellOfReports,
  inventedAnswers,
];
const jobs: readonly Job[] = [
  deliverJob,
  expireMatches,
  forgetOld,
  tidyRooms,
  copyImages,
  passSeatsOn,
  settlePolls,
  extendSeries,
  sendDigests,
  answerWishes,
  answerAsInvented,
];
const pumps: readonly Pump[] = [sessionPump];
const beats: readonly Beat[] = [
  { pattern: '* * * * *', job: expireMatches },
  { pattern: '* * * * *', job: tidyRooms },
  { pattern: '29 * * * *', job: extendSeries },
  { pattern: '41 * * * *', job: settleOverdue },
  { pattern: '4 * * * *', job: sendDigests },
  { pattern: '53 * * * *', job: answerWishes },
  { pattern: '17 3 * * *', job: forgetOld },
];

export interface CoreOptions {
  databaseUrl: string | null;
  redisUrl: string | null;
  /** What the names of everything kept in Redis begin with; houses that share one Redis differ in it. */
  redisPrefix?: string;
  /** The embedded database's folder; in memory without it. */
  databaseDir?: string;
  /** An embedded database to begin from. */
  loadDataDir?: Blob;
  /** Called before a database that has been used is upgraded, with the newest migration that it has. */
  beforeUpgrade?: (url: string, from: string) => Promise<void>;
  /** Where the bytes of files are kept. */
  files: StorageOptions;
  /** Where our pages are, from outside, without a slash at the end. */
  publicUrl?: string;
  /** The secret that signs tokens, at least 32 characters. */
  authSecret: string;
  log: Log;
  clock?: Clock;
}

/** Work that the surfaces bring. */
export interface SurfaceWork {
  jobs?: readonly Job[];
  beats?: readonly Beat[];
  pumps?: readonly Pump[];
}

export interface Core {
  services: Services;
  /** The procedures, called as somebody; the calls of one returned value count as one against their limit. */
  as(actor: Actor): Api;
  /** The actor for a proven user id. */
  actor(userId: number, via: UserActor['via']): Promise<UserActor>;
  /** The person of a browser's token, for what it is for. Throws not_signed_in where it, its session or the account is over. */
  actorOfToken(token: string): Promise<UserActor>;
  /** The same by a session that a token has named before. */
  actorOfSession(sessionId: number): Promise<UserActor>;
  /** The actors for proven user ids, by id; an account that is gone is left out. */
  actors(userIds: readonly number[], via: UserActor['via']): Promise<ReadonlyMap<number, UserActor>>;
  /** Runs the core's jobs, beats and pumps, and those that the surfaces bring. */
  startWorker(surfaces?: SurfaceWork): Promise<Worker>;
  close(): Promise<void>;
}

/** Opens everything that the domain works with, and brings the database up to date. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const { log, databaseUrl, databaseDir, loadDataDir } = options;
  const database = await openDatabase({
    url: databaseUrl,
    log,
    ...(databaseDir === undefined ? {} : { dataDir: databaseDir }),
    ...(loadDataDir === undefined ? {} : { loadDataDir }),
  });
  if (!loadDataDir) {
    const { beforeUpgrade } = options;
    const applied = await applyMigrations(
      database.url,
      beforeUpgrade ? { beforeUpgrade: (from) => beforeUpgrade(database.url, from) } : {},
    );
    if (applied.length > 0) log.info({ applied }, 'the database is up to date');
    await installMergeLog(database.pool);
    await migrateJobs(database, log);
  }
  const redis = options.redisUrl === null ? null : openRedis(options.redisUrl, log, options.redisPrefix);
  const clock = options.clock ?? systemClock;
  const events = openEvents(consumers);
  const services: Services = {
    database,
    cache: redis ? redisCache(redis, log) : memoryCache(clock),
    clock,
    events,
    kept: openKept(database),
    links: openSignedLinks(options.authSecret, clock),
    log,
    pages: { url: (path) => (options.publicUrl ?? 'http://127.0.0.1:3000') + path },
    peers: redis ? redisPeers(redis, log) : memoryPeers(),
    rateLimits: openRateLimits(redis),
    realtime: await openRealtime(redis, log),
    sealing: openSealing(options.authSecret),
    storage: openStorage(options.files),
    streams: openStreams(),
    tokens: openTokens(options.authSecret, clock),
  };
  const stopWatching = endStreamsOfSignedOut(services);
  return {
    services,
    as: (actor) => createCaller({ actor, services, meter: requestMeter(actor, services) }),
    actor: (userId, via) => loadActor(services, userId, via),
    actorOfToken: (token) => actorOfToken(services, token),
    actorOfSession: (sessionId) => actorOfSession(services, sessionId),
    actors: (userIds, via) => loadActors(services, userIds, via),
    startWorker: (surfaces = {}) =>
      startWorker(
        [...jobs, ...events.jobs, ...(surfaces.jobs ?? [])],
        [...beats, ...(surfaces.beats ?? [])],
        [...pumps, ...(surfaces.pumps ?? [])],
        services,
      ),
    async close() {
      stopWatching();
      await services.realtime.close();
      await services.peers.close();
      await services.cache.close();
      services.storage.close();
      redis?.disconnect();
      await database.close();
    },
  };
}
