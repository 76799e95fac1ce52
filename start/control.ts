import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Database } from '@echochat/core/platform/db/database.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import { z } from 'zod';

// How `npm run backup` asks the process that holds the embedded database for a copy of it: over loopback, with a token that
// only who may read the data folder knows.

const fileOf = (dataDir: string): string => join(dataDir, 'control.json');
export const backupsFolder = (dataDir: string): string => join(dataDir, 'backups');
const controlSchema = z.object({ port: z.number(), token: z.string() });
const answerSchema = z.object({ path: z.string(), at: z.string() });

/** Serves copies of the database until it is closed. */
export async function openControl(
  dataDir: string,
  copyTo: NonNullable<Database['copyTo']>,
  log: Log,
): Promise<{ close(): void }> {
  dropOldCopies(dataDir);
  const token = randomBytes(32).toString('hex');
  const expected = Buffer.from(`Bearer ${token}`);
  const server = createServer(async (request, response) => {
    const given = Buffer.from(request.headers.authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      return void response.writeHead(401).end();
    if (request.method !== 'POST' || request.url !== '/copy') return void response.writeHead(404).end();
    const path = join(backupsFolder(dataDir), `.copy-${randomUUID()}`);
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      const at = await copyTo(join(path, 'postgres'));
      response.end(JSON.stringify({ path, at: at.toISOString() }));
    } catch (error) {
      rmSync(path, { recursive: true, force: true });
      log.warn({ err: error }, 'the database could not be copied for a backup');
      response.writeHead(500).end(error instanceof Error && 'code' in error ? String(error.code) : 'internal');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const part = `${fileOf(dataDir)}.part`;
  rmSync(part, { force: true });
  writeFileSync(part, JSON.stringify({ port, token }), { mode: 0o600 });
  renameSync(part, fileOf(dataDir));
  return {
    close() {
      rmSync(fileOf(dataDir), { force: true });
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A copy of the database of the process that runs on this folder; throws where none answers. Who asks takes it away. */
export async function askForCopy(dataDir: string): Promise<{ path: string; at: string }> {
  const { port, token } = controlSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  const response = await fetch(`http://127.0.0.1:${port}/copy`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw Object.assign(new Error('the copy was not made'), { code: await response.text() });
  return answerSchema.parse(await response.json());
}

const dayMs = 86_400_000;

/** What a backup that was killed has left. */
function dropOldCopies(dataDir: string): void {
  const folder = backupsFolder(dataDir);
  try {
    for (const name of readdirSync(folder).filter((one) => one.startsWith('.copy-'))) {
      const path = join(folder, name);
      if (Date.now() - statSync(path).mtimeMs > dayMs) rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // There is no such folder before the first backup.
  }
}
