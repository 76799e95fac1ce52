import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A PostgreSQL of our own, for tests that crash it. */
export interface OwnServer {
  url: string;
  /** Crashes it, leaves it down for so long, and starts it again; resolves once it has recovered and takes connections. */
  restart(awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
/** Where Debian and Ubuntu keep each version's binaries, of which only clients are on the PATH. */
const versionsPath = '/usr/lib/postgresql';

/** Starts one from an empty folder on a free port of this machine; null where its binaries are not installed. */
export async function startOwnServer(): Promise<OwnServer | null> {
  const bin = newestBinaries();
  if (bin === null) return null;
  const folder = (await asPostgres('mktemp', ['--directory', '--tmpdir', 'echochat-postgres-XXXXXX'])).trim();
  const data = join(folder, 'data');
  const port = await freePort();
  await asPostgres(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  const settings = [`port = ${port}`, "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''"];
  await appendFile(join(data, 'postgresql.conf'), `${settings.join('\n')}\n`);
  const control = (...given: string[]) => asPostgres(join(bin, 'pg_ctl'), ['-D', data, '-w', ...given]);
  const start = () => control('-l', join(folder, 'log'), 'start');
  await start();

  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async restart(awayMs) {
      await control('-m', 'immediate', 'stop');
      await wait(awayMs);
      await start();
    },
    async stop() {
      await control('-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function newestBinaries(): string | null {
  const versions = existsSync(versionsPath) ? readdirSync(versionsPath) : [];
  const found = versions.filter((version) => existsSync(join(versionsPath, version, 'bin', 'initdb')));
  const newest = found.toSorted((a, b) => Number(a) - Number(b)).at(-1);
  return newest === undefined ? null : join(versionsPath, newest, 'bin');
}

/** The server refuses to run as root, so root runs it as the account that its package has made. */
async function asPostgres(command: string, given: readonly string[]): Promise<string> {
  const isRoot = process.getuid?.() === 0;
  const [file, all] = isRoot ? ['runuser', ['-u', 'postgres', '--', command, ...given]] : [command, [...given]];
  return (await run(file, all, { cwd: '/' })).stdout;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
