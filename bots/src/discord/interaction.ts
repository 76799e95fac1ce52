import { z } from 'zod';

// What Discord sends of an interaction, read once. Unknown keys are passed over; Discord adds some every month.

export const user = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  avatar: z.string().nullish(),
});
export type DiscordUser = z.output<typeof user>;

const optionValue = z.union([z.string(), z.number(), z.boolean()]);
const leaf = z.object({ name: z.string(), type: z.number(), value: optionValue, focused: z.boolean().default(false) });
const option = z.union([leaf, z.object({ name: z.string(), type: z.literal(1), options: z.array(leaf).default([]) })]);
export type OptionLeaf = z.output<typeof leaf>;

/** Who and what a command is about, by id. */
const resolved = z.object({
  users: z.record(z.string(), z.object({ username: z.string(), global_name: z.string().nullish() })).default({}),
  messages: z
    .record(
      z.string(),
      z.object({ id: z.string(), channel_id: z.string(), content: z.string().default(''), author: user }),
    )
    .default({}),
});

const command = z.object({
  name: z.string(),
  type: z.number().default(1),
  options: z.array(option).default([]),
  target_id: z.string().optional(),
  resolved: resolved.default({ users: {}, messages: {} }),
});
const component = z.object({
  custom_id: z.string(),
  component_type: z.number(),
  values: z.array(z.string()).default([]),
});
const modal = z.object({ custom_id: z.string(), components: z.unknown() });

const base = z.object({
  id: z.string(),
  token: z.string(),
  guild_id: z.string().optional(),
  channel_id: z.string().optional(),
  member: z.object({ user, nick: z.string().nullish(), permissions: z.string() }).optional(),
  user: user.optional(),
  locale: z.string().default('en-US'),
  /** 0 in a guild, 1 in the bot's direct messages, 2 elsewhere. */
  context: z.number().default(0),
  authorizing_integration_owners: z.record(z.string(), z.string()).default({}),
  message: z.object({ id: z.string(), flags: z.number().default(0) }).optional(),
});

const interaction = z.discriminatedUnion('type', [
  base.extend({ type: z.literal(2), data: command }),
  base.extend({ type: z.literal(3), data: component }),
  base.extend({ type: z.literal(4), data: command }),
  base.extend({ type: z.literal(5), data: modal }),
]);
export type Interaction = z.output<typeof interaction>;

/** The interaction of an event; null for one that this version does not know. */
export function readInteraction(data: unknown): Interaction | null {
  const parsed = interaction.safeParse(data);
  return parsed.success ? parsed.data : null;
}
