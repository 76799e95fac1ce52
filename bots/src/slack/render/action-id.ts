import { z } from 'zod';

// Slack wants every action of a message once, and tells of a menu only what was chosen. A button carries the action's id
// as its value; a menu's own id also names the action and the option that it fills.

export const anyAction = /^(?:do|pick);/;

export const buttonId = (count: number): string => `do;${count}`;
/** Slack tells of a press on a link too; there is nothing to do. */
export const linkId = (count: number): string => `link;${count}`;
export const menuId = (count: number, option: string, id: string): string => `pick;${count};${option};${id}`;

const option = z.object({ value: z.string() });
const action = z.object({
  action_id: z.string(),
  value: z.string().optional(),
  selected_option: option.nullish(),
  selected_conversation: z.string().nullish(),
  selected_channel: z.string().nullish(),
});

/** What was pressed or chosen, as a command is run with it; null for what is no action of ours. */
export function readAction(given: unknown): { id: string; values: Record<string, string> } | null {
  const parsed = action.safeParse(given);
  if (!parsed.success) return null;
  const { action_id: actionId, value, selected_option: chosen, selected_conversation, selected_channel } = parsed.data;
  if (actionId.startsWith('do;')) return value === undefined ? null : { id: value, values: {} };
  const [, name, id] = /^pick;\d+;([a-z]+);(.*)$/s.exec(actionId) ?? [];
  if (name === undefined || id === undefined) return null;
  return { id, values: { [name]: chosen?.value ?? selected_conversation ?? selected_channel ?? '' } };
}
