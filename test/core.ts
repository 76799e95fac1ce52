import { randomUUID } from 'node:crypto';
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '@echochat/core/api.ts';
import { type Core, openCore } from '@echochat/core/core.ts';
import type { UserActor } from '@echochat/core/platform/actor.ts';
import { SetClock } from '@echochat/core/platform/clock.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import pg from 'pg';
import { inject } from 'vitest';

export interface Person {
  userId: number;
  handle: string;
  /** The procedures as this person, the account read anew for each use, as a surface does. */
  api(): Promise<Api>;
  actor(): Promise<UserActor>;
}

export interface TestCore extends Core {
  clock: SetClock;
  /** Somebody's first word from the playground; a handle of their own makes them another one of the same name. */
  newcomer(name: string, handle?: string): Promise<Person>;
  /** Somebody who can be matched: skills by name with their levels. */
  learner(name: string, given: LearnerOptions): Promise<Person>;
  skillId(name: string): Promise<number>;
}

export interface LearnerOptions {
  teaches?: Record<string, number>;
  learns?: Record<string, number>;
  timezone?: string;
}

/** A Monday morning in spring, in UTC. */
export const testNow = '2027-03-01T09:00:00Z';

/** A core on a database of its own: embedded, or a copy on the server that DATABASE_URL names. Close it after the suite. */
export async function openTestCore(): Promise<TestCore> {
  const clock = new SetClock(testNow);
  const own = await ownDatabase();
  const files = mkdtempSync(join(tmpdir(), 'echochat-files-'));
  const core = await openCore({
    databaseUrl: own.url,
    redisUrl: inject('redisUrl'),
    redisPrefix: `test:${randomUUID()}:`,
    ...(own.dump ? { loadDataDir: own.dump } : {}),
    authSecret: `${randomUUID()}${randomUUID()}`,
    files: { kind: 'folder', path: files },
    log: openLog('silent'),
    clock,
  });

  const person = (userId: number, handle: string): Person => ({
    userId,
    handle,
    actor: () => core.actor(userId, 'playground'),
    api: async () => core.as(await core.actor(userId, 'playground')),
  });
  const skillId = async (name: string) => {
    const found = await core
      .as({ kind: 'guest', locale: 'en', origin: randomUUID() })
      .skills.suggestCategories({ query: name });
    if (!found.exact) throw new Error(`no skill is called ${name}`);
    return found.exact.id;
  };
  const newcomer = async (name: string, handle = name.toLowerCase()) => {
    const system = core.as({ kind: 'system', name: 'test' });
    const known = { platform: 'playground', externalId: handle, handle, displayName: name } as const;
    const { userId } = await system.auth.identify(known);
    return person(userId, handle);
  };

  return {
    ...core,
    clock,
    skillId,
    newcomer,
    async learner(name, { teaches = {}, learns = {}, timezone = 'Europe/Lisbon' }) {
      const made = await newcomer(name);
      const { prisma } = core.services.database;
      for (const [type, skills] of [
        ['teach', teaches],
        ['learn', learns],
      ] as const) {
        for (const [skill, proficiencyLevel] of Object.entries(skills)) {
          const categoryId = await skillId(skill);
          await prisma.userSkill.create({ data: { userId: made.userId, categoryId, type, proficiencyLevel } });
        }
      }
      await prisma.userAvailability.create({ data: { userId: made.userId, timezone } });
      await prisma.user.update({
        where: { id: made.userId },
        data: { isMatchable: true, onboardedAt: new Date(testNow) },
      });
      return made;
    },
    async close() {
      await core.close();
      await own.drop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

async function ownDatabase(): Promise<{ url: string | null; dump: Blob | null; drop: () => Promise<void> }> {
  const server = inject('server');
  const template = inject('template');
  if (!server) return { url: null, dump: template ? await openAsBlob(template) : null, drop: async () => {} };
  const name = `echochat_suite_${randomUUID().replaceAll('-', '')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await admin(`CREATE DATABASE ${name} TEMPLATE ${server.template}`);
  // A copy does not take over the settings of what it is copied from.
  if (server.timeZone) await admin(`ALTER DATABASE ${name} SET timezone TO '${server.timeZone}'`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { url: url.href, dump: null, drop: () => admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
