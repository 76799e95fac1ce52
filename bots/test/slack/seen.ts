import { z } from 'zod';
import { elementsOf, textsOf } from '../slack-limits.ts';
import type { Json, MessageState, ViewState } from './world.ts';

const node = z.looseObject({ type: z.string() });
const nodes = z.array(node).catch([]);
const word = (value: unknown): string => (typeof value === 'string' ? value : '');
const label = (value: unknown): string => word(Object(value).text);

/** What can be read and pressed on blocks. */
export interface SeenBlocks {
  /** All that it says, line by line, with entities as people read them. */
  allText: string;
  buttons: { label: string; actionId: string; blockId: string; value: string }[];
  selects: { placeholder: string; actionId: string; kind: string; values: string[] }[];
}

export interface SeenMessage extends SeenBlocks {
  channel: string;
  ts: string;
  isEphemeral: boolean;
  edits: number;
  text: string;
}

export interface SeenView extends SeenBlocks {
  id: string;
  hash: string;
  title: string;
  callbackId: string;
  inputs: { label: string; name: string; kind: string; value: string; isOptional: boolean; actionId: string }[];
  raw: Json;
}

function seenBlocks(blocks: unknown): SeenBlocks {
  const elements = elementsOf(blocks);
  return {
    allText: textsOf(blocks).join('\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    buttons: elements
      .filter(({ type }) => type === 'button')
      .map((one) => ({
        label: label(one['text']),
        actionId: word(one['action_id']),
        blockId: '',
        value: word(one['value']),
      })),
    selects: elements
      .filter(({ type }) => type.endsWith('_select'))
      .map((one) => ({
        kind: one.type,
        placeholder: label(one['placeholder']),
        actionId: word(one['action_id']),
        values: nodes.parse(one['options']).map((option) => word(option['value'])),
      })),
  };
}

export const seenMessage = ({ channelId, ts, onlyFor, edits, body }: MessageState): SeenMessage => {
  const blocks = seenBlocks(body['blocks']);
  const text = word(body['text']);
  return {
    ...blocks,
    channel: channelId,
    ts,
    isEphemeral: onlyFor !== null,
    edits,
    text,
    allText: blocks.allText === '' ? text : blocks.allText,
  };
};

const input = z.looseObject({ type: z.literal('input'), block_id: z.string(), element: node });
export const seenView = ({ id, hash, view }: ViewState): SeenView => ({
  ...seenBlocks(view['blocks']),
  allText: [label(view['title']), seenBlocks(view['blocks']).allText].join('\n'),
  id,
  hash,
  title: label(view['title']),
  callbackId: word(view['callback_id']),
  raw: view,
  inputs: z
    .array(z.unknown())
    .catch([])
    .parse(view['blocks'])
    .flatMap((block) => {
      const parsed = input.safeParse(block);
      if (!parsed.success) return [];
      const { block_id: name, element, ...rest } = parsed.data;
      const chosen = [element['initial_options'] ?? element['initial_option'] ?? []].flat();
      const initial = word(element['initial_value']) || chosen.map((one) => word(Object(one)['value'])).join(',');
      return [
        {
          label: label(rest['label']),
          name,
          kind: element.type,
          value: initial,
          isOptional: rest['optional'] === true,
          actionId: word(element['action_id']),
        },
      ];
    }),
});
