import { tmpdir } from 'node:os';
import type { Core } from '@echochat/core/core.ts';
import { openCore } from '@echochat/core/core.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import { demoCommunity } from '@echochat/prisma/seed/demo/demo-community.ts';
import { loadDemo } from '@echochat/prisma/seed/load-demo.ts';
import { loadReference } from '@echochat/prisma/seed/load-reference.ts';
import { taxonomy } from '@echochat/prisma/seed/taxonomy.ts';
import pg from 'pg';

export interface Community {
  core: Core;
  /** Handles of its learners. */
  handles: string[];
  close(): Promise<void>;
}

/** A core with `size` learners, each on the plan without daily limits; on a database of its own, embedded without `url`. */
export async function openCommunity(url: string | null, size: number): Promise<Community> {
  const own = url === null ? null : await createDatabase(url);
  const { core } = await openEmpty(own?.url ?? null);
  const client = await core.services.database.pool.connect();
  const learners = demoCommunity({ seed: 1, size, nodes: taxonomy() });
  for (let at = 0; at < learners.length; at += 500) await loadDemo(client, learners.slice(at, at + 500), new Date());
  await client.query(`INSERT INTO user_subscriptions (user_id, plan_id, updated_at)
    SELECT u.id, p.id, now() FROM users u, subscription_plans p WHERE p.name = 'enterprise'`);
  await client.query('ANALYZE');
  client.release();
  return {
    core,
    handles: learners.map((learner) => learner.handle),
    async close() {
      await core.close();
      await own?.drop();
    },
  };
}

/** A core that nobody has come to yet. */
export async function openEmpty(databaseUrl: string | null): Promise<{ core: Core; close(): Promise<void> }> {
  const core = await openCore({
    databaseUrl,
    redisUrl: null,
    authSecret: 'bench'.repeat(8),
    files: { kind: 'folder', path: tmpdir() },
    log: openLog('silent'),
  });
  const client = await core.services.database.pool.connect();
  await loadReference(client);
  client.release();
  return { core, close: () => core.close() };
}

/** A database of its own on that server. */
export async function createDatabase(url: string) {
  const name = `echochat_bench_${process.pid}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await admin(`CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
