import { ApplicationCommandType, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { z } from 'zod';

const registeredCommand = z.looseObject({ id: z.string(), name: z.string(), type: z.number().default(1) });
export type RegisteredCommand = z.output<typeof registeredCommand>;

/** What Discord says is registered. */
export const readRegistered = (answer: unknown): RegisteredCommand[] => z.array(registeredCommand).parse(answer);

/** What to write in place of what is registered: our list, and the entry point of the Activity, which is not ours to remove. */
export function wholeList(
  registered: readonly RegisteredCommand[],
  ours: readonly RESTPostAPIApplicationCommandsJSONBody[],
): object[] {
  const entryPoints = registered.filter(({ type }) => type === ApplicationCommandType.PrimaryEntryPoint);
  return [...ours, ...entryPoints];
}

/** Whether what is registered differs from ours. Written only then: Discord counts creations by the day. */
export function differs(
  registered: readonly RegisteredCommand[],
  ours: readonly RESTPostAPIApplicationCommandsJSONBody[],
): boolean {
  const theirs = registered.filter(({ type }) => type !== ApplicationCommandType.PrimaryEntryPoint);
  return inOrder(theirs) !== inOrder(ours);
}

const inOrder = (list: readonly object[]): string =>
  list
    .map((command) => stable(command))
    .toSorted()
    .join('\n');

/** What Discord adds of its own, and what it leaves out because it is the default. */
const added = new Set(['id', 'application_id', 'version', 'nsfw', 'dm_permission', 'guild_id', 'default_permission']);
const defaults: Readonly<Record<string, unknown>> = { required: false, autocomplete: false, type: 1, description: '' };

/** One writing for what means the same, whatever order its keys stand in. Sub-commands are of type 1, as is left out. */
function stable(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(stable);
    // Types and contexts are sets; options have an order, which their objects keep.
    return `[${(value.every((item) => typeof item === 'number') ? items.toSorted() : items).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(
    ([key, item]) => !added.has(key) && item !== null && item !== undefined && defaults[key] !== item && !isEmpty(item),
  );
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`)
    .join(',')}}`;
}

const isEmpty = (item: unknown): boolean => typeof item === 'object' && item !== null && Object.keys(item).length === 0;
