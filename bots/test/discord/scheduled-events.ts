import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { snowflake } from './ids.ts';
import type { GuildState, ScheduledEventState, World } from './world.ts';

const most = 100;
const moment = z.iso.datetime({ offset: true });
const body = z.object({
  name: z.string().min(1).max(100),
  description: z.string().max(1_000).default(''),
  privacy_level: z.literal(2),
  entity_type: z.literal(3),
  entity_metadata: z.object({ location: z.string().min(1).max(100) }),
  scheduled_start_time: moment,
  scheduled_end_time: moment,
});
const change = body.partial();

const refuse = (response: Response, status: number, code: number, message: string): void => {
  response.status(status).json({ message, code });
};

/** A guild's scheduled events, of the kind that takes place somewhere else. */
export function scheduledEventRoutes(world: World): Router {
  const router = express.Router();
  const changed = () => world.events.emit('change');
  const open = (guild: GuildState) => guild.events.filter(({ status }) => status <= 2);

  /** The guild, and the event where one is named; refuses what is not there, or what the bot may not do. */
  function find(
    response: Response,
    guildId: unknown,
    eventId?: unknown,
  ): [GuildState, ScheduledEventState | null] | null {
    const guild = world.guilds.get(String(guildId));
    const event = guild?.events.find(({ id }) => id === eventId) ?? null;
    if (guild?.mayCreateEvents && (event || eventId === undefined)) return [guild, event];
    if (!guild) refuse(response, 404, 10_004, 'Unknown Guild');
    else if (!guild.mayCreateEvents) refuse(response, 403, 50_013, 'Missing Permissions');
    else refuse(response, 404, 10_070, 'Unknown Guild Scheduled Event');
    return null;
  }

  router.get('/guilds/:id/scheduled-events', (request, response) => {
    const guild = world.guilds.get(request.params.id);
    if (!guild) return refuse(response, 404, 10_004, 'Unknown Guild');
    response.json(open(guild).map((event) => eventJson(guild, event)));
  });
  router.post('/guilds/:id/scheduled-events', (request, response) => {
    const [guild] = find(response, request.params.id) ?? [];
    if (!guild) return;
    const asked = body.safeParse(request.body);
    if (!asked.success || asked.data.scheduled_end_time <= asked.data.scheduled_start_time)
      return refuse(response, 400, 50_035, 'Invalid Form Body');
    if (Date.parse(asked.data.scheduled_start_time) < Date.now())
      return refuse(response, 400, 50_035, 'Cannot schedule event in the past.');
    if (open(guild).length >= most)
      return refuse(response, 400, 30_038, `Maximum number of uncompleted guild scheduled events reached (${most})`);
    const { name, description, entity_metadata: at, scheduled_start_time, scheduled_end_time } = asked.data;
    const event: ScheduledEventState = {
      id: snowflake(),
      creatorId: world.clientId,
      name,
      description,
      location: at.location,
      startsAt: scheduled_start_time,
      endsAt: scheduled_end_time,
      status: 1,
    };
    guild.events.push(event);
    response.json(eventJson(guild, event));
    changed();
  });
  router.patch('/guilds/:id/scheduled-events/:event', (request, response) => {
    const [guild, event] = find(response, request.params.id, request.params.event) ?? [];
    if (!guild || !event) return;
    const asked = change.safeParse(request.body);
    if (!asked.success) return refuse(response, 400, 50_035, 'Invalid Form Body');
    if (event.status > 2) return refuse(response, 400, 180_000, 'Cannot update a finished event');
    event.name = asked.data.name ?? event.name;
    event.description = request.body.description ?? event.description;
    event.location = asked.data.entity_metadata?.location ?? event.location;
    event.startsAt = asked.data.scheduled_start_time ?? event.startsAt;
    event.endsAt = asked.data.scheduled_end_time ?? event.endsAt;
    response.json(eventJson(guild, event));
    changed();
  });
  router.delete('/guilds/:id/scheduled-events/:event', (request, response) => {
    const [guild, event] = find(response, request.params.id, request.params.event) ?? [];
    if (!guild || !event) return;
    guild.events.splice(guild.events.indexOf(event), 1);
    response.status(204).end();
    changed();
  });
  return router;
}

const eventJson = (guild: GuildState, event: ScheduledEventState) => ({
  id: event.id,
  guild_id: guild.id,
  channel_id: null,
  creator_id: event.creatorId,
  name: event.name,
  description: event.description,
  privacy_level: 2,
  status: event.status,
  entity_type: 3,
  entity_id: null,
  entity_metadata: { location: event.location },
  scheduled_start_time: event.startsAt,
  scheduled_end_time: event.endsAt,
});
