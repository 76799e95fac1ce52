import { type Action, type Card, maxLabelLength, type Row, type Select } from '../../cards/card.ts';
import { cutLiteral, discordMarkdown } from './markdown.ts';

// A message holds 40 components, nested ones counted, and 4,000 characters. What a card has beyond that goes on to
// further pages, in order; nothing is left out.

const maxComponents = 40;
const maxCharacters = 3_900;
/** The container, its title, two lines between, the footer, and a row of two buttons that turn pages. */
const frame = { components: 8, characters: 520 };
const maxButtonsInRow = 5;
const longestRow = 900;

/** A part of a card that may stand on any page, with what it takes. */
export type Item = { components: number; characters: number } & (
  | { kind: 'row'; text: string; action: Action | null }
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
  const controls = [...actionItems(card.actions), ...card.selects.map(selectItem)];
  const head = headOf(card, rows.length > 0);
  const first: Page = { head, items: [] };
  const room = {
    components: maxComponents - frame.components - (head.picture ? 1 : 0) - 2,
    characters: maxCharacters - frame.characters - head.text.length - head.fields.length,
  };
  // The controls that go with the first page have their place before the rows take it.
  const own = take(controls, { ...room, components: Math.min(room.components, 24) });
  const pages = [first];
  const shown = take(rows, without(room, own));
  first.items = [...shown, ...own];
  let rest = [...rows.slice(shown.length), ...controls.slice(own.length)];
  while (rest.length > 0) {
    const items = take(rest, {
      components: maxComponents - frame.components,
      characters: maxCharacters - frame.characters,
    });
    pages.push({ head: null, items });
    rest = rest.slice(items.length);
  }
  return pages;
}

interface Room {
  components: number;
  characters: number;
}

/** As many from the beginning as there is room for. */
function take(items: readonly Item[], room: Room): Item[] {
  const taken: Item[] = [];
  let left = room;
  for (const item of items) {
    left = without(left, [item]);
    if (left.components < 0 || left.characters < 0) break;
    taken.push(item);
  }
  return taken;
}

const without = (room: Room, items: readonly Item[]): Room => ({
  components: room.components - items.reduce((sum, item) => sum + item.components, 0),
  characters: room.characters - items.reduce((sum, item) => sum + item.characters, 0),
});

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

/** A menu of more choices than Discord shows is several menus. */
const selectItem = (select: Select): Item => ({ kind: 'select', select, components: 2, characters: 150 });
