import { z } from 'zod';
import { allComponents, textsOf } from '../discord-limits.ts';
import type { Json, MessageState } from './world.ts';

/** A message as a person sees it. */
export interface SeenMessage {
  id: string;
  channelId: string;
  ephemeral: boolean;
  edits: number;
  /** Sent without a sound. */
  isSilent: boolean;
  /** All that it says, with Discord's own escapes taken out. */
  text: string;
  buttons: { label: string; customId: string; disabled: boolean }[];
  links: { label: string; url: string }[];
  menus: { placeholder: string; customId: string; values: string[]; type: number }[];
}

/** A form that is open in front of a person. */
export interface SeenModal {
  title: string;
  customId: string;
  fields: { label: string; customId: string; required: boolean; value: string; maxLength: number; type: number }[];
  /** The interaction that opened it. */
  interactionId: string;
}

const option = z.object({ value: z.string(), default: z.boolean().optional() });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function seen(message: MessageState): SeenMessage {
  const all = allComponents(message.body['components']);
  return {
    id: message.id,
    channelId: message.channelId,
    ephemeral: message.onlyFor !== null,
    edits: message.edits,
    isSilent: (message.flags & 4_096) !== 0,
    text: textsOf(message.body['components'])
      .join('\n')
      .replace(/\\([^0-9A-Za-z\s])/g, '$1')
      .replaceAll('\u200b', ''),
    links: all
      .filter((one) => one.type === 2 && one['style'] === 5)
      .map((one) => ({ label: text(one['label']), url: text(one['url']) })),
    buttons: all
      .filter((one) => one.type === 2 && one['style'] !== 5)
      .map((one) => ({
        label: text(one['label']),
        customId: text(one['custom_id']),
        disabled: one['disabled'] === true,
      })),
    menus: all
      .filter(({ type }) => [3, 5, 8].includes(type))
      .map((one) => ({
        type: one.type,
        placeholder: text(one['placeholder']),
        customId: text(one['custom_id']),
        values: z
          .array(option)
          .catch([])
          .parse(one['options'])
          .map(({ value }) => value),
      })),
  };
}

export function seenModal(modal: Json, interactionId: string): SeenModal {
  const labels = allComponents(modal['components']).filter(({ type }) => type === 18);
  return {
    title: text(modal['title']),
    customId: text(modal['custom_id']),
    interactionId,
    fields: labels.map((label) => {
      const [input] = allComponents([label['component']]);
      const options = z.array(option).catch([]).parse(input?.['options']);
      const chosen = options.filter((one) => one.default).map(({ value }) => value);
      return {
        label: text(label['label']),
        customId: text(input?.['custom_id']),
        required: input?.['required'] !== false,
        value: text(input?.['value']) || chosen.join(','),
        maxLength: Number(input?.['max_length'] ?? 4_000),
        type: input?.type ?? 0,
      };
    }),
  };
}
