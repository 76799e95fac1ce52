import { openWebServer } from '@echochat/activity-server/web-server.ts';
import { openPlayground } from '@echochat/bots/playground/router.ts';
import { openPost } from '@echochat/bots/post/deliver.ts';
import { type Config, ConfigError } from '@echochat/core/platform/config.ts';
import { openReadiness } from '@echochat/core/platform/db/readiness.ts';
import type { Worker } from '@echochat/core/platform/jobs/worker.ts';
import { openChats } from './chats.ts';
import { openFromConfig } from './open.ts';
import { isDemoDue, seedDemo } from './seed.ts';
import { onShutdown } from './shutdown.ts';
import { startTable } from './table.ts';

/** The pages of the client that are there in every house. */
const pages = ['/', '/rooms', '/rooms/:roomId', '/made', '/enter', '/sessions', '/inbox'];

/**
 * Starts every role that the configuration names, and says so once all of them are up. Throws ConfigError for what
 * somebody can mend; whatever is open by then ends with the process.
 */
export async function startHouse(config: Config, version: string): Promise<void> {
  // Who is told to end while starting ends as if killed, which loses nothing that anybody was told is done.
  let close: (() => Promise<void>) | null = null;
  onShutdown(async () => close?.());

  const core = await openFromConfig(config);
  const { database, log } = core.services;
  // Decided before anybody can come in, and kept: a start that is cut off is made up for by the next.
  const hasPlayground = config.playground && config.roles.includes('web');
  const wantsDemo = database.embedded && hasPlayground && (await isDemoDue(core));
  let isUp = false;
  let worker: Worker | null = null;
  const readiness = openReadiness(database);
  const publicHost = config.publicUrl === null ? null : new URL(config.publicUrl).host;
  const web = config.roles.includes('web')
    ? openWebServer(
        core,
        {
          roles: config.roles,
          version,
          isReady: async () => isUp && ((await readiness()) ?? (worker?.isWell() === false ? 'worker' : true)),
        },
        {
          pages: [...pages, ...(config.playground ? ['/playground'] : [])],
          publicHost,
          discordClientId: config.discord?.clientId ?? null,
          trustProxy: config.trustProxy,
          metricsToken: config.metricsToken,
          ice: config.ice,
        },
      )
    : null;
  const chats = await openChats(core, config, web?.addressOf ?? (() => 'unknown'));
  for (const router of chats.routers) web?.app.use(router);
  const { trustProxy, isPlaygroundOnPurpose: isOnPurpose } = config;
  const playground =
    web && config.playground
      ? openPlayground(core, { publicHost, isOnPurpose, trustProxy, isLocal: web.isLocal })
      : null;
  if (web && playground) web.app.use(playground.router);

  const port = await web?.listen(config.port, config.host).catch((error: unknown) => {
    throw portProblem(error, config) ?? error;
  });
  // Invented learners are where everybody may be anybody, and nowhere else.
  if (wantsDemo) await seedDemo(core);
  const people = await database.prisma.user.count();
  worker = config.roles.includes('worker')
    ? await core.startWorker({ jobs: chats.jobs, beats: chats.beats, pumps: [openPost(core, chats.carriers)] })
    : null;

  close = async () => {
    isUp = false;
    playground?.close();
    await Promise.all([web?.close(5_000), chats.close(), worker?.stop()]);
    await core.close();
  };
  void chats.ended.then(async (why) => {
    process.stderr.write(`${why}\n`);
    await close?.();
    process.exit(1);
  });
  isUp = true;
  process.stdout.write(startTable(config, version, port ?? config.port, people));
  log.info({ roles: config.roles }, 'EchoChat is up');
}

function portProblem(error: unknown, { port, host }: Config): ConfigError | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return new ConfigError(`PORT should be free, but ${port} on ${host} is in use.`);
  if (code === 'EACCES') return new ConfigError(`PORT should be one that this user may open, but ${port} is not.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ConfigError(`HOST should be an address of this machine, but is ${host}.`);
  return null;
}
