import { z } from 'zod';
import type { Visit } from './desk.ts';
import type { Events } from './on-event.ts';

const keptMs = 30 * 60_000;
const maxKept = 10_000;
const opened = z.object({ team_id: z.string(), event: z.object({ user: z.string(), tab: z.string() }) });

/**
 * Remembers whose Home tab stands open. Slack tells when one is opened, not that it is still looked at: after a form it
 * would go on showing what was before.
 */
export function openHomes(events: Events) {
  const open = new Map<string, number>();
  return {
    events: {
      ...events,
      homeOpened(body) {
        const { team_id: teamId, event } = opened.safeParse(body).data ?? {};
        const key = `${teamId} ${event?.user}`;
        open.delete(key);
        if (event?.tab === 'home') open.set(key, Date.now() + keptMs);
        for (const oldest of open.keys()) {
          if (open.size <= maxKept) break;
          open.delete(oldest);
        }
        return events.homeOpened(body);
      },
    } satisfies Events,
    async refresh({ teamId, userId }: Visit): Promise<void> {
      if ((open.get(`${teamId} ${userId}`) ?? 0) > Date.now()) await events.showHome(teamId, userId);
    },
  };
}
