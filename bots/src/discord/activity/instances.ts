import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type DiscordRest, discordCode, discordStatus } from '../rest.ts';

const instance = z.object({
  instance_id: z.string(),
  location: z.object({ channel_id: z.string().nullish(), guild_id: z.string().nullish() }).nullish(),
  users: z.array(z.string()),
});
export type Instance = z.output<typeof instance>;

/** How long Discord's word counts; nobody who has left is taken for present for longer. */
const knownMs = 60_000;
/** Somebody who came a moment ago may not be in a word that is older than this. */
const settledMs = 2_000;
const unknownMs = 10_000;
const most = 5_000;

/** The Activity's instances that are live, as Discord says. */
export interface Instances {
  /** Whether there is such an instance at all. Rejects where Discord cannot be asked. */
  isLive(instanceId: string): Promise<boolean>;
  /** The instance, where it is live and this person is in it; else null. Rejects where Discord cannot be asked. */
  withUser(instanceId: string, userId: string): Promise<Instance | null>;
}

export function openInstances(rest: DiscordRest, clientId: string): Instances {
  const known = new LRUCache<string, { instance: Instance | null; at: number }>({ max: most, ttl: knownMs });
  /** Those who come together ask together. */
  const asking = new Map<string, Promise<Instance | null>>();

  function ask(instanceId: string): Promise<Instance | null> {
    const running = asking.get(instanceId) ?? askDiscord(instanceId).finally(() => asking.delete(instanceId));
    asking.set(instanceId, running);
    return running;
  }

  async function askDiscord(instanceId: string): Promise<Instance | null> {
    const at = performance.now();
    let found: Instance | null = null;
    try {
      found = instance.parse(await rest.bot('get', activityInstance(clientId, instanceId)));
    } catch (error) {
      if (discordStatus(error) !== 404 && discordCode(error) !== 50_035) throw error;
    }
    known.set(instanceId, { instance: found, at }, { ttl: found ? knownMs : unknownMs });
    return found;
  }

  return {
    async isLive(instanceId) {
      const before = known.get(instanceId);
      return (before === undefined ? await ask(instanceId) : before.instance) !== null;
    },
    async withUser(instanceId, userId) {
      const before = known.get(instanceId);
      if (before?.instance?.users.includes(userId)) return before.instance;
      if (before && (before.instance === null || performance.now() - before.at < settledMs)) return null;
      const now = await ask(instanceId);
      return now?.users.includes(userId) ? now : null;
    },
  };
}

const activityInstance = (clientId: string, instanceId: string): `/${string}` =>
  `/applications/${clientId}/activity-instances/${encodeURIComponent(instanceId)}`;
