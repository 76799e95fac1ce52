import { safeAddress } from '@echochat/activity-protocol/markdown/inline.ts';
import { type Action, type Card, type Link, maxLabelLength, type Row, type Select } from '../../cards/card.ts';
import { type Cost, paginate } from '../../cards/paginate.ts';
import { cutLiteral, discordMarkdown } from './markdown.ts';
import { optionsOf } from './options.ts';

// A message holds 40 components, nested ones counted, and 4,000 characters. What a card has beyond that goes on to
// further pages, in order; nothing is left out.

const maxComponents = 40;
const maxCharacters = 3_900;
/** The container, its title, two lines between, the footer, and a row of two buttons that turn pages. */
const frame = { components: 8, characters: 520 };
const maxButtonsInRow = 5;
/** Of the first page, so that rows are seen beside them. */
const maxForControls = 24;
const longestRow = 900;

/** A part of a card that may stand on any page, with what it takes. */
export type Item = Cost &
  (
    | { kind: 'row'; text: string; action: Action | null }
    | { kind: 'links'; links: Link[] }
    | { kind: 'actions'; actions: Action[] }
    | { kind: 'select'; select: Select }
  );

export interface Page {
  /** The card's own words, on the first page only. */
  head: { text: string; fields: string; picture: Card['picture'] | null } | null;
  items: Item[];
}

/** Divides a card into pages that each fit into a message. */
export function pagesOf(card: Card): Page[] {
  const rows = [
    ...card.rows,
    ...card.fields.slice(4).map(({ name, value }): Row => ({ title: name, text: value })),
  ].map(rowItem);
  const controls = [...linkItems(card), ...actionItems(card.actions), ...card.selects.flatMap(selectItems)];
  const head = headOf(card, rows.length > 0);
  const later = { components: maxComponents - frame.components, characters: maxCharacters - frame.characters };
  const first = {
    components: later.components - (head.picture ? 1 : 0) - 2,
    characters: later.characters - head.text.length - head.fields.length,
  };
  const pages = paginate(rows, controls, first, later, maxForControls);
  return pages.map((items, index) => ({ head: index === 0 ? head : null, items }));
}

function headOf(card: Card, hasRows: boolean) {
  const facts = card.fields.slice(0, 4);
  const text = discordMarkdown(card.text, hasRows || facts.length > 0 ? 1_300 : 3_200);
  const fields = facts
    .map(({ name, value }) => `**${cutLiteral(name, 80)}**\n${discordMarkdown(value, 270)}`)
    .join('\n');
  return { text, fields, picture: pictureOf(card) };
}

/** Discord fetches pictures itself, from an absolute address. */
function pictureOf({ picture }: Card): Card['picture'] | null {
  if (!picture || !/^https?:\/\//i.test(picture.url) || picture.url.length > 2_048 || !URL.canParse(picture.url))
    return null;
  return picture;
}

function rowItem(row: Row): Item {
  const sign = row.sign ? `${row.sign} ` : '';
  const title = `${sign}**${cutLiteral(row.title, 200)}**`;
  const text = discordMarkdown(row.text, longestRow - 220);
  const written = text === '' ? title : `${title}\n${text}`;
  const action = row.action ?? null;
  return { kind: 'row', text: written, action, components: action ? 3 : 1, characters: written.length };
}

/** Discord takes addresses of at most 512 characters on a button. */
function linkItems(card: Card): Item[] {
  const links = card.links
    .flatMap(({ label, url }) => {
      const address = safeAddress(url);
      return address && address.href.length <= 512 ? [{ label, url: address.href }] : [];
    })
    .slice(0, maxButtonsInRow);
  const characters = links.length * maxLabelLength;
  return links.length === 0 ? [] : [{ kind: 'links', links, components: 1 + links.length, characters }];
}

function actionItems(actions: readonly Action[]): Item[] {
  const groups = Array.from({ length: Math.ceil(actions.length / maxButtonsInRow) }, (_, index) =>
    actions.slice(index * maxButtonsInRow, (index + 1) * maxButtonsInRow),
  );
  return groups.map((group) => ({
    kind: 'actions',
    actions: group,
    components: 1 + group.length,
    characters: group.length * maxLabelLength,
  }));
}

/** A menu without anything to choose is none. */
const selectItems = (select: Select): Item[] =>
  select.of !== 'channels' && optionsOf(select.choices).length === 0
    ? []
    : [{ kind: 'select', select, components: 2, characters: 150 }];
