import { z } from 'zod';

// What Slack accepts, written down apart from the renderers: https://docs.slack.dev/reference/block-kit

type Json = { [key: string]: unknown };
const node = z.looseObject({ type: z.string() });
type Node = z.output<typeof node>;
const nodes = z.array(node).catch([]);

const check = (holds: boolean, complaint: string): string[] => (holds ? [] : [complaint]);

function within(value: unknown, min: number, max: number, what: string): string[] {
  const length = typeof value === 'string' ? value.length : -1;
  return check(length >= min && length <= max, `${what} of ${length} characters`);
}

/** A text object, of the kinds that may stand there. */
function textComplaints(value: unknown, max: number, what: string, kinds = ['plain_text']): string[] {
  const text = Object(value);
  return [...check(kinds.includes(text.type), `${what} is ${text.type}`), ...within(text.text, 1, max, what)];
}

/** Everything interactive on a list of blocks. */
export const elementsOf = (blocks: unknown): Node[] =>
  nodes
    .parse(blocks)
    .flatMap((block) => [
      ...(block.type === 'actions' ? nodes.parse(block['elements']) : []),
      ...(block['accessory'] ? nodes.parse([block['accessory']]) : []),
      ...(block.type === 'input' ? nodes.parse([block['element']]) : []),
    ]);

/** Every text that is shown, whatever it stands in. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsOf(inner),
  );
}

/** Characters that are shown, what a picture shows included. */
const shownLength = (blocks: unknown): number =>
  textsOf(blocks).join('').length +
  nodes.parse(blocks).reduce((sum, block) => sum + String(block['alt_text'] ?? '').length, 0);

/** The texts that Slack reads as markup. */
export function markupOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupOf);
  if (typeof value !== 'object' || value === null) return [];
  const here = Reflect.get(value, 'type') === 'mrkdwn' ? [String(Reflect.get(value, 'text'))] : [];
  return [...here, ...Object.values(value).flatMap(markupOf)];
}

/** What Slack would refuse of a message (50 blocks), a modal or the Home tab (100). */
export function blocksComplaints(blocks: unknown, max: 50 | 100): string[] {
  const list = nodes.parse(blocks);
  const ids = elementsOf(blocks).map((element) => element['action_id']);
  const isForm = list.some(({ type }) => type === 'input');
  const json = JSON.stringify(blocks);
  return [
    ...check(list.length >= 1 && list.length <= max, `${list.length} blocks`),
    ...check(isForm || new Set(ids).size === ids.length, `an action twice: ${ids.join(' ')}`),
    ...check(!/\\ud[89ab]/i.test(json), 'half a character'),
    ...check(!/\\u0000|[\u202a-\u202e\u2066-\u2069]/.test(json), 'a character that hides or turns others'),
    ...check(max === 100 || shownLength(blocks) <= 9_500, `${shownLength(blocks)} characters in all`),
    ...list.flatMap(blockComplaints),
  ];
}

function blockComplaints(block: Node): string[] {
  switch (block.type) {
    case 'header':
      return textComplaints(block['text'], 150, 'header');
    case 'section':
      return [
        ...textComplaints(block['text'], 3_000, 'section', ['plain_text', 'mrkdwn']),
        ...(block['accessory'] ? elementComplaints(node.parse(block['accessory'])) : []),
      ];
    case 'actions': {
      const elements = nodes.parse(block['elements']);
      return [
        ...check(elements.length >= 1 && elements.length <= 25, 'actions'),
        ...elements.flatMap(elementComplaints),
      ];
    }
    case 'context': {
      const elements = nodes.parse(block['elements']);
      return [
        ...check(elements.length >= 1 && elements.length <= 10, 'context'),
        ...elements.flatMap((one) => textComplaints(one, 2_000, 'context')),
      ];
    }
    case 'image':
      return [
        ...check(/^https?:\/\//.test(String(block['image_url'])), 'the address of a picture'),
        ...within(block['image_url'], 1, 3_000, 'image_url'),
        ...within(block['alt_text'], 1, 2_000, 'alt_text'),
      ];
    case 'divider':
      return [];
    case 'rich_text':
      return richComplaints(block);
    case 'input':
      return [
        ...within(block['block_id'], 1, 255, 'block_id'),
        ...textComplaints(block['label'], 2_000, 'label'),
        ...(block['hint'] ? textComplaints(block['hint'], 2_000, 'hint') : []),
        ...elementComplaints(node.parse(block['element'])),
      ];
    default:
      return [`a block of type ${block.type}`];
  }
}

function richComplaints(block: Node): string[] {
  const parts = nodes.parse(block['elements']);
  const sections = parts.flatMap((part) => (part.type === 'rich_text_list' ? nodes.parse(part['elements']) : [part]));
  const inner = parts.flatMap((part) =>
    part.type === 'rich_text_list'
      ? nodes.parse(part['elements']).flatMap((item) => nodes.parse(item['elements']))
      : nodes.parse(part['elements']),
  );
  return [
    ...check(parts.length >= 1, 'empty rich text'),
    ...check(
      sections.every(({ elements }) => nodes.parse(elements).length > 0),
      'an empty part of rich text',
    ),
    ...within(textsOf(inner).join(''), 0, 3_000, 'rich text'),
    ...inner.flatMap(richPartComplaints),
  ];
}

/** What stands in a line of rich text: of Slack's elements those that we write. */
function richPartComplaints(one: Node): string[] {
  switch (one.type) {
    case 'text':
      return within(one['text'], 1, 3_000, 'a part of rich text');
    case 'link':
      return [
        ...within(one['text'], 1, 3_000, 'a part of rich text'),
        ...check(/^https?:\/\//.test(String(one['url'])), 'a link'),
      ];
    case 'user':
      return check(/^[UW][A-Z0-9]+$/.test(String(one['user_id'])), 'a user');
    case 'date':
      return [
        ...check(Number.isInteger(one['timestamp']), 'the moment of a date'),
        ...check(/\{(date|time|ago|day)/.test(String(one['format'])), 'the format of a date'),
        ...within(one['fallback'], 1, 300, 'the fallback of a date'),
      ];
    default:
      return [`a ${one.type} in rich text`];
  }
}

function elementComplaints(element: Node): string[] {
  const named = within(element['action_id'], 1, 255, 'action_id');
  switch (element.type) {
    case 'button':
      return [
        ...named,
        ...textComplaints(element['text'], 75, 'label'),
        ...within(element['value'], 0, 2_000, 'value'),
      ];
    case 'static_select':
    case 'multi_static_select': {
      const options = z.array(z.looseObject({ value: z.string() })).parse(element['options']);
      return [
        ...named,
        ...(element['placeholder'] ? textComplaints(element['placeholder'], 150, 'placeholder') : []),
        ...check(options.length >= 1 && options.length <= 100, `${options.length} options`),
        ...check(new Set(options.map(({ value }) => value)).size === options.length, 'a value twice'),
        ...options.flatMap((option) => [
          ...within(option.value, 1, 150, 'value'),
          ...textComplaints(option['text'], 75, 'option'),
          ...(option['description'] ? textComplaints(option['description'], 75, 'description') : []),
        ]),
      ];
    }
    case 'conversations_select':
    case 'external_select':
      return named;
    case 'plain_text_input':
      return [
        ...named,
        ...check(Number(element['max_length']) >= 1 && Number(element['max_length']) <= 3_000, 'max_length'),
        ...within(element['initial_value'] ?? '', 0, Number(element['max_length']), 'initial_value'),
      ];
    case 'number_input': {
      const [min, max] = [Number(element['min_value']), Number(element['max_value'])];
      const initial = element['initial_value'] ?? String(min);
      return [
        ...named,
        ...check(/^-?(?:0|[1-9]\d*)$/.test(String(initial)), `a number of ${initial}`),
        ...check(Number(initial) >= min && Number(initial) <= max, `a number of ${initial}`),
      ];
    }
    default:
      return [`an element of type ${element.type}`];
  }
}

/** What Slack would refuse of a modal. */
export const modalComplaints = (view: Json): string[] => [
  ...textComplaints(view['title'], 24, 'title'),
  ...(view['submit'] ? textComplaints(view['submit'], 24, 'submit') : []),
  ...textComplaints(view['close'], 24, 'close'),
  ...within(view['private_metadata'] ?? '', 0, 3_000, 'private_metadata'),
  ...within(view['callback_id'], 1, 255, 'callback_id'),
  ...blocksComplaints(view['blocks'], 100),
];

/** Control forms of Slack's markup: mentions, channels, dates, links. */
export const formsIn = (markup: string): string[] => markup.match(/<[^>]*>/g) ?? [];
