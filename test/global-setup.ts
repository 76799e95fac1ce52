import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCore } from '@echochat/core/core.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import { openEmbeddedDatabase } from '@echochat/prisma/embedded.ts';
import { loadReference } from '@echochat/prisma/seed/load-reference.ts';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A dumped embedded database with migrations and reference data, or null on a real server. */
    template: string | null;
    /** The real server's address, the database there that suites are copied from, and the time zone of the copies. */
    server: { url: string; template: string; timeZone: string | null } | null;
    redisUrl: string | null;
  }
}

/** Migrates once for all suites; each of them then gets a copy of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const serverUrl = process.env.DATABASE_URL ?? null;
  project.provide('redisUrl', process.env.REDIS_URL ?? null);
  buildPages();
  return serverUrl ? prepareServer(project, serverUrl) : prepareEmbedded(project);
}

/** Once for all suites that open a browser; kept by Turborepo while nothing changes. */
function buildPages(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function fill(databaseUrl: string): Promise<void> {
  const files = { kind: 'folder', path: tmpdir() } as const;
  const core = await openCore({
    databaseUrl,
    redisUrl: null,
    authSecret: 'test'.repeat(8),
    files,
    log: openLog('silent'),
  });
  const client = await core.services.database.pool.connect();
  await loadReference(client);
  client.release();
  await core.close();
}

async function prepareEmbedded(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'echochat-test-'));
  const database = await openEmbeddedDatabase();
  await fill(database.url);
  const template = join(folder, 'template.tar');
  await writeFile(template, Buffer.from(await (await database.dump()).arrayBuffer()));
  await database.close();
  project.provide('template', template);
  project.provide('server', null);
  return async () => rmSync(folder, { recursive: true, force: true });
}

async function prepareServer(project: TestProject, url: string) {
  const template = `echochat_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${template}`);
  await admin.query(`CREATE DATABASE ${template}`);
  const timeZone = process.env.TEST_TIME_ZONE ?? null;
  if (timeZone) await admin.query(`ALTER DATABASE ${template} SET timezone TO '${timeZone}'`);
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${template}`;
  await fill(templateUrl.href);
  project.provide('template', null);
  project.provide('server', { url, template, timeZone });
  return async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${template}`);
    await admin.end();
  };
}
