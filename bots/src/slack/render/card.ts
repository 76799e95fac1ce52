import { safeAddress } from '@echochat/activity-protocol/markdown/inline.ts';
import { cleanLine } from '@echochat/core/platform/text.ts';
import type { types } from '@slack/bolt';
import type { Action, Card, Link, Row, Select } from '../../cards/card.ts';
import { shorten } from '../../cards/markdown.ts';
import { type Cost, paginate } from '../../cards/paginate.ts';
import type { PageWords } from '../../commands/page-words.ts';
import { buttonId, linkId, menuId } from './action-id.ts';
import { asSpoken } from './spoken.ts';
import { cutEscaped, plainOf, plainText, richText, section } from './text.ts';

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
/** All texts of a message together. Slack's own limit is written nowhere; one was seen refused at 11,341 characters. */
const maxCharacters = 9_500;
/** What stands around the parts of every page: title, small print, the buttons that turn it. */
const aroundCharacters = 850;
/** What only the first page has: the text, four facts, what a picture shows. */
const maxText = 2_000;
const maxFact = { name: 80, value: 300 };
const maxAlt = 200;
const firstCharacters = maxText + 4 * (maxFact.name + maxFact.value) + maxAlt;
/** As every chat shows them. */
const maxChoices = 25;
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
  const controls = [...linkParts(card), ...buttonParts(card.actions), ...card.selects.flatMap(selectPart)];
  const later = { components: maxBlocks - 6, characters: maxCharacters - aroundCharacters };
  const first = { components: later.components - 3, characters: later.characters - firstCharacters };
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
  const said = cutEscaped(cleanLine(`${card.sign} ${card.title}: ${plainOf(card.text)}`), 500);
  return { blocks, text: said, page: number, pages: pages.length };
}

/** Slack fetches pictures itself, from an absolute address. */
function pictureOf({ picture }: Card): types.KnownBlock[] {
  const address = picture ? safeAddress(picture.url) : null;
  if (!picture || !address || address.href.length > 3_000) return [];
  return [{ type: 'image', image_url: address.href, alt_text: shorten(cleanLine(picture.alt), maxAlt) || '…' }];
}

function textOf({ text }: Card): types.KnownBlock[] {
  const elements = richText(text, maxText);
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

function fieldsOf({ fields }: Card): types.KnownBlock[] {
  const elements = fields
    .slice(0, 4)
    .flatMap(({ name, value }) => [
      section([{ type: 'text', text: `${shorten(cleanLine(name), maxFact.name) || '…'}\n`, style: { bold: true } }]),
      ...richText(value, maxFact.value),
    ]);
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

function footerOf(card: Card, page: number, pages: number, words: PageWords): types.KnownBlock[] {
  const parts = [...(pages > 1 ? [words.page(page, pages)] : []), ...(card.footer ? [card.footer] : [])];
  return parts.length === 0 ? [] : [{ type: 'context', elements: [plainText(parts.join(' · '), 500)] }];
}

/** A row and, below it, its button: beside it Slack would take the row's words as markup. */
function rowPart({ sign, title, text, action }: Row): Part {
  const head = `${sign ? `${sign} ` : ''}${shorten(cleanLine(title), 200) || '…'}`;
  const words = richText(text, 1_200);
  const elements = [section([{ type: 'text', text: `${head}\n`, style: { bold: true } }]), ...words];
  return {
    components: action ? 2 : 1,
    characters: head.length + Math.min(1_200, text.length) + (action ? 75 : 0),
    isRow: true,
    blocks: (count) => [
      { type: 'rich_text', elements },
      ...(action
        ? [{ type: 'actions' as const, elements: [{ ...buttonOf(action, count, false), ...spokenAs(action, head) }] }]
        : []),
    ],
  };
}

/** What a screen reader says of a button that is there once for each row. */
const spokenAs = ({ label }: Action, row: string) => ({
  accessibility_label: shorten(`${cleanLine(label)}: ${row}`, 75),
});

function linkParts(card: Card): Part[] {
  const links = card.links
    .flatMap(({ label, url }) => {
      const address = safeAddress(url);
      return address && address.href.length <= 3_000 ? [{ label, url: address.href }] : [];
    })
    .slice(0, maxButtonsTogether);
  if (links.length === 0) return [];
  const button = ({ label, url }: Link, count: () => number, isFirst: boolean): types.Button => ({
    type: 'button',
    text: plainText(label, 75),
    url,
    action_id: linkId(count()),
    value: 'link',
    ...(isFirst ? { style: 'primary' } : {}),
  });
  return [
    {
      components: 1,
      characters: links.length * 75,
      isRow: false,
      blocks: (count) => [{ type: 'actions', elements: links.map((link, index) => button(link, count, index === 0)) }],
    },
  ];
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

function selectPart(select: Select): Part[] {
  const options = optionsOf(select.choices).slice(0, maxChoices);
  if (select.of !== 'channels' && options.length === 0) return [];
  const written = options.reduce(
    (sum, { text, description }) => sum + text.text.length + (description?.text.length ?? 0),
    0,
  );
  return [
    {
      components: 1,
      characters: 150 + written,
      isRow: false,
      blocks: (count) => [{ type: 'actions', elements: [menuOf(select, options, count())] }],
    },
  ];
}

function menuOf(
  { id, option, label, of }: Select,
  options: types.PlainTextOption[],
  count: number,
): types.StaticSelect | types.ConversationsSelect {
  const shared = { action_id: menuId(count, option, id), placeholder: plainText(label, 150) };
  if (of === 'channels')
    return {
      type: 'conversations_select',
      ...shared,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
    };
  return { type: 'static_select', ...shared, options };
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
