import type { Core } from '@echochat/core/core.ts';
import type { Beat } from '@echochat/core/platform/jobs/beat.ts';
import { defineJob } from '@echochat/core/platform/jobs/job.ts';
import type { MirroredSession, MirrorPlace } from '@echochat/core/sessions/mirrors/get-mirrors.ts';
import { Routes } from 'discord.js';
import { z } from 'zod';
import { type DiscordRest, discordCode, TokenStopped } from '../rest.ts';
import { eventBody, eventName } from './event-body.ts';
import { type ListedEvent, planEvents, type Step } from './plan-events.ts';

const made = z.object({ id: z.string() });
const listed = z.array(
  z.object({ id: z.string(), name: z.string(), creator_id: z.string().nullish(), scheduled_start_time: z.string() }),
);
const kept = z.object({ until: z.number() });

const unknownEvent = 10_070;
const noRoom = 30_038;
/** The server does not let us: missing access, missing permissions, or we are not in it. */
const closed: ReadonlySet<number | null> = new Set([10_004, 50_001, 50_013]);
/** So long nothing more is tried there: Discord counts what it refuses. */
const closedHours = 6;

/** SE-16 of core: every minute, the events of servers become what the sessions of their members are. */
export function openGuildEvents(core: Core, rest: DiscordRest, botId: string): Beat {
  const { log, clock, kept: states } = core.services;
  const { sessions } = core.as({ kind: 'system', name: 'discord' });
  const keyOf = ({ guildId }: MirrorPlace): string => `discord:events:closed:${botId}:${guildId}`;

  async function list({ guildId }: MirrorPlace): Promise<ListedEvent[]> {
    const answer = listed.parse(await rest.bot('get', Routes.guildScheduledEvents(guildId)));
    return answer.map(({ id, name, creator_id, scheduled_start_time }) => ({
      id,
      name,
      startsAt: Temporal.Instant.from(scheduled_start_time),
      isOurs: creator_id === botId,
    }));
  }

  const write = (place: MirrorPlace, { sessionId, sequence }: MirroredSession, eventId: string | null) =>
    sessions.setMirror({ sessionId, communityId: place.communityId, eventId, sequence });
  const clear = ({ communityId }: MirrorPlace, { sessionId }: MirroredSession) =>
    sessions.clearMirror({ sessionId, communityId });

  /** Throws what a server refuses, for the caller to judge. */
  async function take(place: MirrorPlace, step: Step): Promise<void> {
    const { guildId, locale } = place;
    switch (step.do) {
      case 'forget':
        return clear(place, step.session);
      case 'mourn':
        return write(place, step.session, null);
      case 'adopt':
        return write(place, step.session, step.eventId);
      case 'remove':
        await rest.bot('delete', Routes.guildScheduledEvent(guildId, step.eventId)).catch((error: unknown) => {
          if (discordCode(error) !== unknownEvent) throw error;
        });
        if (step.session) await clear(place, step.session);
        return;
      case 'update':
        await rest.bot('patch', Routes.guildScheduledEvent(guildId, step.eventId), eventBody(step.session, locale));
        return write(place, step.session, step.eventId);
      case 'make': {
        const body = eventBody(step.session, locale);
        const { id } = made.parse(await rest.bot('post', Routes.guildScheduledEvents(guildId), body));
        return write(place, step.session, id);
      }
    }
  }

  /** Some step was refused for what it is: the same would be refused again, so it is let be. */
  async function giveUp(place: MirrorPlace, step: Step, error: unknown): Promise<void> {
    const code = discordCode(error);
    if (code !== unknownEvent) log.warn({ error: String(error), code, guildId: place.guildId }, 'an event was refused');
    if (!step.session) return;
    if (step.do === 'remove') await clear(place, step.session);
    else await write(place, step.session, step.do === 'update' && code !== unknownEvent ? step.eventId : null);
  }

  async function align(place: MirrorPlace): Promise<void> {
    const steps = planEvents(place.sessions, await list(place), eventName, clock.now());
    for (const step of steps) {
      try {
        await take(place, step);
      } catch (error) {
        const code = discordCode(error);
        // Somebody else was quicker with the last place: there may be one in a minute.
        if (code === noRoom) return;
        if (code === null || closed.has(code)) throw error;
        await giveUp(place, step, error);
      }
    }
  }

  async function visit(place: MirrorPlace): Promise<void> {
    if (!place.isHere) {
      for (const session of place.sessions) await clear(place, session);
      return;
    }
    const before = kept.safeParse(await states.get(keyOf(place))).data;
    if (before && before.until > clock.now().epochMilliseconds) return;
    try {
      await align(place);
      if (before) await states.drop(keyOf(place));
    } catch (error) {
      if (!closed.has(discordCode(error))) throw error;
      if (!before)
        log.warn({ error: String(error), guildId: place.guildId }, 'a server does not let EchoChat create events');
      await states.set(keyOf(place), { until: clock.now().add({ hours: closedHours }).epochMilliseconds });
    }
  }

  return {
    pattern: '* * * * *',
    isAlone: true,
    job: defineJob('discord.events', z.object({}), async () => {
      for (const place of await sessions.getMirrors()) {
        try {
          await visit(place);
        } catch (error) {
          if (error instanceof TokenStopped) return;
          log.warn(
            { error: String(error), guildId: place.guildId },
            'a server’s events stand still until the next beat',
          );
        }
      }
    }),
  };
}
