import { type Core, openCore } from '@echochat/core/core.ts';
import { type Config, ConfigError } from '@echochat/core/platform/config.ts';
import { keptSecret, openDataDir } from '@echochat/core/platform/data-dir.ts';
import { isUnreachable } from '@echochat/core/platform/db/failures.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import { seedReference } from './seed.ts';

/** Opens the core as the environment asks for it, with the reference data in place. */
export async function openFromConfig(config: Config): Promise<Core> {
  // Only the embedded database needs the folder for itself; a secret may be read by many.
  const dir = config.databaseUrl === null ? openDataDir(config.dataDir) : null;
  const authSecret = config.authSecret ?? keptSecret(config.dataDir);
  try {
    const core = await openCore({
      databaseUrl: config.databaseUrl,
      redisUrl: config.redisUrl,
      ...(dir ? { databaseDir: dir.database } : {}),
      authSecret,
      log: openLog(config.logLevel),
    });
    await seedReference(core);
    return {
      ...core,
      async close() {
        await core.close();
        dir?.release();
      },
    };
  } catch (error) {
    if (config.databaseUrl !== null && isUnreachable(error)) {
      throw new ConfigError('DATABASE_URL should name a PostgreSQL that answers, but it cannot be reached.');
    }
    throw error;
  }
}
