import type { types } from '@slack/bolt';
import type { Action, Card, Row, Select } from '../../cards/card.ts';
import { shorten } from '../../cards/markdown.ts';
import { type Cost, paginate } from '../../cards/paginate.ts';
import type { PageWords } from '../../commands/page-words.ts';
import { buttonId, menuId } from './action-id.ts';
import { asSpoken } from './spoken.ts';
import { cutEscaped, mrkdwn, plainOf, plainText, richText, section } from './text.ts';

export interface RenderOptions {
  /** From 1; the nearest that there is, is shown. */
  page?: number;
  /** The id of the button that shows a page. */
  turn(page: number): string;
  words: PageWords;
}

export interface Rendered {
  blocks: types.KnownBlock[];
  /** For notifications and for who reads without blocks. */
  text: string;
  page: number;
  pages: number;
}

type Part = Cost & { blocks: (count: () => number) => types.KnownBlock[]; isRow: boolean };

/** Half of what a message holds, so that a page is also short enough to read; modals and the Home tab hold twice as much. */
const maxBlocks = 46;
const maxCharacters = 11_000;
const maxButtonsTogether = 5;
const maxForControls = 12;

/** A card as Block Kit, one page of it. */
export function renderCard(card: Card, options: RenderOptions): Rendered {
  const pages = pagesOf(card);
  return renderPage(card, pages, Math.max(1, Math.min(options.page ?? 1, pages.length)), options);
}

/** Divides a card into pages that each fit into a message. */
export function pagesOf(given: Card): Part[][] {
  const card = asSpoken(given);
  const extra = card.fields.slice(4).map(({ name, value }): Row => ({ title: name, text: value }));
  const rows = [...card.rows, ...extra].map(rowPart);
  const controls = [...buttonParts(card.actions), ...card.selects.map(selectPart)];
  const later = { components: maxBlocks - 6, characters: maxCharacters - 1_000 };
  const first = { components: later.components - 3, characters: later.characters - 4_500 };
  return paginate(rows, controls, first, later, maxForControls);
}

/** One of the pages that `pagesOf` made of a card. */
export function renderPage(given: Card, pages: readonly Part[][], number: number, options: RenderOptions): Rendered {
  const card = asSpoken(given);
  const parts = pages[number - 1];
  if (!parts) throw new Error(`a card of ${pages.length} pages has no page ${number}`);
  let counted = 0;
  const count = () => {
    counted += 1;
    return counted;
  };
  const title: types.KnownBlock = { type: 'header', text: plainText(`${card.sign} ${card.title}`, 150) };
  const hasRows = parts.some(({ isRow }) => isRow);
  const blocks = [
    ...(number === 1 ? pictureOf(card) : []),
    title,
    ...(number === 1 ? [...textOf(card), ...fieldsOf(card)] : []),
    ...(hasRows ? [{ type: 'divider' as const }] : []),
    ...parts.flatMap((part) => part.blocks(count)),
    ...(pages.length > 1 ? [turnBlock(number, pages.length, options, count)] : []),
    ...footerOf(card, number, pages.length, options.words),
  ];
  const said = cutEscaped(`${card.sign} ${card.title}: ${plainOf(card.text)}`.replace(/\s+/g, ' '), 500);
  return { blocks, text: said, page: number, pages: pages.length };
}

/** Slack fetches pictures itself, from an absolute address. */
function pictureOf({ picture }: Card): types.KnownBlock[] {
  if (!picture || !/^https?:\/\//i.test(picture.url) || picture.url.length > 3_000 || !URL.canParse(picture.url))
    return [];
  return [{ type: 'image', image_url: picture.url, alt_text: shorten(picture.alt, 2_000) || '…' }];
}

function textOf({ text }: Card): types.KnownBlock[] {
  const elements = richText(text, 2_500);
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

function fieldsOf({ fields }: Card): types.KnownBlock[] {
  const elements = fields
    .slice(0, 4)
    .flatMap(({ name, value }) => [
      section([{ type: 'text', text: `${shorten(name, 80)}\n`, style: { bold: true } }]),
      ...richText(value, 350),
    ]);
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

function footerOf(card: Card, page: number, pages: number, words: PageWords): types.KnownBlock[] {
  const parts = [...(pages > 1 ? [words.page(page, pages)] : []), ...(card.footer ? [card.footer] : [])];
  return parts.length === 0 ? [] : [{ type: 'context', elements: [plainText(parts.join(' · '), 500)] }];
}

function rowPart({ sign, title, text, action }: Row): Part {
  const head = `${sign ? `${sign} ` : ''}*${cutEscaped(title.replace(/\s+/g, ' '), 200).replaceAll('*', '∗')}*`;
  const words = mrkdwn(text, 1_200);
  const written = words === '' ? head : `${head}\n${words}`;
  return {
    components: 1,
    characters: written.length,
    isRow: true,
    blocks: (count) => [
      {
        type: 'section',
        // Verbatim: what looks like an address or a name in a text stays a text.
        text: { type: 'mrkdwn', text: written, verbatim: true },
        ...(action ? { accessory: buttonOf(action, count, false) } : {}),
      },
    ],
  };
}

function buttonParts(actions: readonly Action[]): Part[] {
  const primary = actions.find(({ style }) => style === 'primary');
  const groups = Array.from({ length: Math.ceil(actions.length / maxButtonsTogether) }, (_, index) =>
    actions.slice(index * maxButtonsTogether, (index + 1) * maxButtonsTogether),
  );
  return groups.map((group) => ({
    components: 1,
    characters: group.length * 75,
    isRow: false,
    blocks: (count) => [
      { type: 'actions', elements: group.map((action) => buttonOf(action, count, action === primary)) },
    ],
  }));
}

function buttonOf({ id, label, style }: Action, count: () => number, isPrimary: boolean): types.Button {
  return {
    type: 'button',
    text: plainText(label, 75),
    action_id: buttonId(count()),
    value: id,
    ...(isPrimary ? { style: 'primary' } : style === 'danger' ? { style: 'danger' } : {}),
  };
}

function selectPart(select: Select): Part {
  return {
    components: 1,
    characters: 150,
    isRow: false,
    blocks: (count) => [{ type: 'actions', elements: [menuOf(select, count())] }],
  };
}

function menuOf(
  { id, option, label, choices, of }: Select,
  count: number,
): types.StaticSelect | types.ConversationsSelect {
  const shared = { action_id: menuId(count, option, id), placeholder: plainText(label, 150) };
  if (of === 'channels')
    return {
      type: 'conversations_select',
      ...shared,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
    };
  return { type: 'static_select', ...shared, options: optionsOf(choices) };
}

/** Slack shows 100 options, with values of 150 characters. */
export const optionsOf = (choices: Select['choices']): types.PlainTextOption[] =>
  [...new Map(choices.map((choice) => [choice.value, choice])).values()]
    .filter(({ value }) => value.length >= 1 && value.length <= 150)
    .slice(0, 100)
    .map(({ value, label, description }) => ({
      value,
      text: plainText(label, 75),
      ...(description ? { description: plainText(description, 75) } : {}),
    }));

function turnBlock(
  page: number,
  pages: number,
  { turn, words }: RenderOptions,
  count: () => number,
): types.ActionsBlock {
  const button = (label: string, to: number): types.Button => ({
    type: 'button',
    text: plainText(label, 75),
    action_id: buttonId(count()),
    value: turn(to),
  });
  return {
    type: 'actions',
    elements: [
      ...(page > 1 ? [button(`◀ ${words.previous}`, page - 1)] : []),
      ...(page < pages ? [button(`${words.next} ▶`, page + 1)] : []),
    ],
  };
}
