import { readFileSync } from 'node:fs';
import { type Core, openCore } from '@echochat/core/core.ts';
import { type Config, ConfigError } from '@echochat/core/platform/config.ts';
import { filesFolder, keptSecret, openDataDir } from '@echochat/core/platform/data-dir.ts';
import { databaseProblem } from '@echochat/core/platform/db/database.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import { redisProblem } from '@echochat/core/platform/redis.ts';
import { type StorageOptions, storageProblem } from '@echochat/core/platform/storage/open-storage.ts';
import { DataProblem } from '@echochat/prisma/problem.ts';
import { backUpBeforeUpgrade } from './backup/upgrade-backup.ts';
import { openControl } from './control.ts';
import { seedReference } from './seed.ts';

/** Refuses a database, a Redis or a bucket that cannot be used, before anything is opened. */
async function refuseUnusable({ databaseUrl, redisUrl, s3 }: Config): Promise<void> {
  const ofDatabase = databaseUrl === null ? null : await databaseProblem(databaseUrl);
  if (ofDatabase) throw new ConfigError(`DATABASE_URL should name a PostgreSQL that answers, but it ${ofDatabase}.`);
  const ofRedis = redisUrl === null ? null : await redisProblem(redisUrl);
  if (ofRedis) throw new ConfigError(`REDIS_URL should name a Redis that answers, but it ${ofRedis}.`);
  const ofBucket = s3 === null ? null : await storageProblem({ kind: 's3', ...s3 });
  if (ofBucket) throw new ConfigError(`S3_BUCKET should name a bucket that can be written, but it ${ofBucket}.`);
}

/** Opens the core as the environment asks for it, with the reference data in place. */
export async function openFromConfig(config: Config): Promise<Core> {
  await refuseUnusable(config);
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  // Only the embedded database needs the folder for itself; a secret may be read by many.
  const dir = config.databaseUrl === null ? openDataDir(config.dataDir) : null;
  const authSecret = config.authSecret ?? keptSecret(config.dataDir);
  const files: StorageOptions =
    config.s3 === null ? { kind: 'folder', path: filesFolder(config.dataDir) } : { kind: 's3', ...config.s3 };
  const core = await openCore({
    databaseUrl: config.databaseUrl,
    redisUrl: config.redisUrl,
    ...(dir
      ? { databaseDir: dir.database, beforeUpgrade: (url: string) => backUpBeforeUpgrade(config, version, url) }
      : {}),
    authSecret,
    files,
    publicUrl:
      config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`,
    log: openLog(config.logLevel),
  }).catch((error: unknown) => {
    throw error instanceof DataProblem ? new ConfigError(error.message) : error;
  });
  await seedReference(core);
  const { copyTo } = core.services.database;
  const control = copyTo ? await openControl(config.dataDir, copyTo, core.services.log) : null;
  return {
    ...core,
    async close() {
      control?.close();
      await core.close();
      dir?.release();
    },
  };
}
