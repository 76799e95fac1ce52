import { z } from 'zod';

// What Discord accepts, written down apart from the renderers: https://discord.com/developers/docs/components/reference

type Json = { [key: string]: unknown };

const component = z.looseObject({ type: z.number() });
type Component = z.output<typeof component>;
const inside = z.array(component).catch([]);

/** Every component, nested ones included, in the order in which they are seen. */
export function allComponents(list: unknown): Component[] {
  return inside
    .parse(list)
    .flatMap((one) => [
      one,
      ...allComponents(one['components']),
      ...(one['accessory'] ? allComponents([one['accessory']]) : []),
      ...(one['component'] ? allComponents([one['component']]) : []),
    ]);
}

export const textsOf = (list: unknown): string[] =>
  allComponents(list).flatMap((one) => (one.type === 10 ? [String(one['content'])] : []));

/** What Discord would refuse of a message. */
export function messageComplaints(body: Json): string[] {
  const all = allComponents(body['components']);
  const text = textsOf(body['components']).join('');
  const ids = all.flatMap((one) => (typeof one['custom_id'] === 'string' ? [one['custom_id']] : []));
  return [
    ...check(body['flags'] === 32_768 || body['flags'] === (32_768 | 64), 'it is not of Components V2'),
    ...check(body['content'] === undefined && body['embeds'] === undefined, 'content beside components'),
    ...check(JSON.stringify(body['allowed_mentions']) === '{"parse":[]}', 'it may ping'),
    ...check(all.length >= 1 && all.length <= 40, `${all.length} components`),
    ...check(text.length <= 4_000, `${text.length} characters`),
    ...check(new Set(ids).size === ids.length, `ids more than once: ${ids.join(' ')}`),
    ...all.flatMap(componentComplaints),
  ];
}

function componentComplaints(one: Component): string[] {
  const { type, custom_id: id } = one;
  const children = inside.parse(one['components']);
  const of = (...types: number[]) =>
    check(
      children.every((child) => types.includes(child.type)),
      `a child of ${type}`,
    );
  const named = check(typeof id === 'string' && id.length >= 1 && id.length <= 100, `the id ${String(id)}`);
  const wellFormed = check(
    JSON.stringify(one).isWellFormed() && !/\\ud[89ab]/i.test(JSON.stringify(one)),
    'half a character',
  );
  switch (type) {
    case 1:
      return [
        ...wellFormed,
        ...of(2, 3, 8),
        ...check(children.length >= 1 && children.length <= (children[0]?.type === 2 ? 5 : 1), 'a row too long'),
      ];
    case 2:
      return [
        ...wellFormed,
        ...(one['style'] === 5 ? within(one['url'], 1, 512, 'address') : named),
        ...within(one['label'], 1, 80, 'label'),
      ];
    case 3: {
      const options = z.array(z.looseObject({ value: z.string() })).parse(one['options']);
      return [
        ...named,
        ...within(one['placeholder'] ?? 'x', 1, 150, 'placeholder'),
        ...check(options.length >= 1 && options.length <= 25, `${options.length} options`),
        ...check(new Set(options.map(({ value }) => value)).size === options.length, 'a value twice'),
        ...options.flatMap((option) => [
          ...within(option.value, 1, 100, 'value'),
          ...within(option['label'], 1, 100, 'option label'),
          ...within(option['description'] ?? 'x', 1, 100, 'description'),
        ]),
      ];
    }
    case 4:
      return [
        ...named,
        ...check(Number(one['max_length']) >= 1 && Number(one['max_length']) <= 4_000, 'max_length'),
        ...within(one['value'] ?? 'x', 1, Number(one['max_length']), 'input value'),
        ...within(one['placeholder'] ?? 'x', 1, 100, 'input placeholder'),
      ];
    case 9:
      return [
        ...of(10),
        ...check(children.length >= 1 && children.length <= 3, 'a section'),
        ...check(Boolean(one['accessory']), 'no accessory'),
      ];
    case 10:
      return [...wellFormed, ...within(one['content'], 1, 4_000, 'text')];
    case 12: {
      const items = z
        .array(z.object({ media: z.object({ url: z.string() }), description: z.string().nullish() }))
        .parse(one['items']);
      return items.flatMap(({ media, description }) => [
        ...check(/^https?:\/\//.test(media.url) && media.url.length <= 2_048, 'the address of a picture'),
        ...within(description ?? 'x', 1, 1_024, 'alternative text'),
      ]);
    }
    case 17:
      return of(1, 9, 10, 12, 14);
    case 8:
      return named;
    case 14:
      return [];
    case 18:
      return [...within(one['label'], 1, 45, 'label'), ...within(one['description'] ?? 'x', 1, 100, 'hint')];
    default:
      return [`a component of type ${type}`];
  }
}

/** What Discord would refuse of a modal. */
export function modalComplaints(modal: Json): string[] {
  const parts = inside.parse(modal['components']);
  const ids = allComponents(parts).flatMap((one) => (one['custom_id'] === undefined ? [] : [one['custom_id']]));
  return [
    ...within(modal['title'], 1, 45, 'title'),
    ...within(modal['custom_id'], 1, 100, 'id'),
    ...check(parts.length >= 1 && parts.length <= 5, `${parts.length} parts`),
    ...check(
      parts.every(({ type }) => type === 18 || type === 10),
      'a part that is no label',
    ),
    ...check(new Set(ids).size === ids.length, 'an id twice'),
    ...allComponents(parts).flatMap(componentComplaints),
  ];
}

function within(value: unknown, min: number, max: number, what: string): string[] {
  const length = typeof value === 'string' ? value.length : -1;
  return check(length >= min && length <= max, `${what} of ${length} characters`);
}

const check = (holds: boolean, complaint: string): string[] => (holds ? [] : [complaint]);

/**
 * What Discord's client makes of a text beyond showing it: mentions, timestamps, commands, custom emoji, links whose
 * label is not their address, and formats. Escapes are taken out first, as the client does.
 */
export function formsIn(content: string): string[] {
  const shown = content.replace(/\\([^0-9A-Za-z\s])/g, (_whole, char: string) =>
    String.fromCodePoint(0xe000 + char.charCodeAt(0)),
  );
  const forms: readonly RegExp[] = [
    /<(?:@[!&]?|#)\d+>/g,
    /<a?:\w+:\d+>/g,
    /<t:-?\d+(?::\w)?>/g,
    /<\/[^>]+:\d+>/g,
    /<id:\w+>/g,
    /@everyone|@here/gi,
    /\[[^\]]*\]\(<?https?:/gi,
    /<https?:/gi,
    /\|\|/g,
    /~~/g,
    /`/g,
    /\*\*?/g,
    /^\s*(?:#{1,3}|-#|>{1,3}|[-*+]|\d+\.) /gm,
  ];
  return forms.flatMap((form) => shown.match(form) ?? []);
}
