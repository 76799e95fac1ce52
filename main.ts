import { readFileSync } from 'node:fs';
import { openWebServer } from '@echochat/activity-server/web-server.ts';
import { openPlayground } from '@echochat/bots/playground/router.ts';
import { type Config, ConfigError, readConfig } from '@echochat/core/platform/config.ts';
import { openFromConfig } from './start/open.ts';
import { seedDemo } from './start/seed.ts';
import { onShutdown } from './start/shutdown.ts';
import { startTable } from './start/table.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

async function start(config: Config): Promise<void> {
  const core = await openFromConfig(config);
  const { database, log } = core.services;
  let isUp = false;
  let worker: Awaited<ReturnType<typeof core.startWorker>> | null = null;
  let playground: ReturnType<typeof openPlayground> | null = null;
  const web = config.roles.includes('web')
    ? openWebServer(
        core,
        {
          roles: config.roles,
          version,
          isReady: async () => isUp && (await database.prisma.$queryRaw`SELECT 1`) !== null,
        },
        config.playground ? ['/', '/playground'] : ['/'],
      )
    : null;

  onShutdown(async () => {
    isUp = false;
    playground?.close();
    await Promise.all([web?.close(5_000), worker?.stop()]);
    await core.close();
  });

  try {
    if (web && config.playground) {
      const publicHost = config.publicUrl === null ? null : new URL(config.publicUrl).host;
      playground = openPlayground(core, publicHost);
      web.app.use(playground.router);
    }
    const port = (await web?.listen(config.port, config.host)) ?? config.port;
    const isEmpty = (await database.prisma.user.count()) === 0;
    if (isEmpty && database.embedded && config.playground) await seedDemo(core);
    if (config.roles.includes('worker')) worker = await core.startWorker();
    isUp = true;
    process.stdout.write(startTable(config, version, port, await database.prisma.user.count()));
    log.info({ roles: config.roles }, 'EchoChat is up');
  } catch (error) {
    await core.close();
    throw portProblem(error, config) ?? error;
  }
}

function portProblem(error: unknown, { port, host }: Config): ConfigError | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return new ConfigError(`PORT should be free, but ${port} on ${host} is in use.`);
  if (code === 'EACCES') return new ConfigError(`PORT should be one that this user may open, but ${port} is not.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ConfigError(`HOST should be an address of this machine, but is ${host}.`);
  return null;
}

try {
  await start(readConfig(process.env));
} catch (error) {
  // What somebody can mend is one line; anything else shows where it broke.
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
}
