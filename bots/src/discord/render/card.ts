import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  ButtonStyle,
  ChannelType,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
} from 'discord.js';
import type { Action, Card, Link, Select, Tone } from '../../cards/card.ts';
import { shorten } from '../../cards/markdown.ts';
import type { PageWords } from '../../commands/page-words.ts';
import { buttonId, menuId } from './component-id.ts';
import { cutLiteral } from './markdown.ts';
import { optionsOf } from './options.ts';
import { type Item, type Page, pagesOf } from './pages.ts';

export interface RenderOptions {
  /** From 1; the nearest that there is, is shown. */
  page?: number;
  /** The custom id of the button that shows a page. */
  turn(page: number): string;
  words: PageWords;
}

/** The body of a message, of an answer or of an edit. */
export interface RenderedCard {
  flags: MessageFlags.IsComponentsV2;
  components: APIContainerComponent[];
  allowed_mentions: { parse: [] };
}

export interface Rendered {
  body: RenderedCard;
  page: number;
  pages: number;
}

const accents: Readonly<Record<Tone, number>> = {
  act: 0x5b3df0,
  teach: 0xc4402f,
  learn: 0x0b7a6f,
  celebrate: 0x8a5a00,
  trouble: 0xed4245,
};

/** A card as Components V2, one page of it. */
export function renderCard(card: Card, options: RenderOptions): Rendered {
  const pages = pagesOf(card);
  return renderPage(card, pages, Math.max(1, Math.min(options.page ?? 1, pages.length)), options);
}

/** One of the pages that `pagesOf` made of a card. */
export function renderPage(card: Card, pages: readonly Page[], number: number, options: RenderOptions): Rendered {
  const page = pages[number - 1];
  if (!page) throw new Error(`a card of ${pages.length} pages has no page ${number}`);
  const seen = new Map<string, number>();
  const components: APIComponentInContainer[] = [
    ...headOf(card, page),
    ...page.items.flatMap((item) => itemOf(item, seen)),
    ...(pages.length > 1 ? [turnRow(number, pages.length, options)] : []),
    ...footerOf(card, number, pages.length, options.words),
  ];
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    accent_color: accents[card.tone],
    components,
  };
  return {
    body: { flags: MessageFlags.IsComponentsV2, components: [container], allowed_mentions: { parse: [] } },
    page: number,
    pages: pages.length,
  };
}

const textOf = (content: string): APIComponentInContainer => ({ type: ComponentType.TextDisplay, content });

function headOf(card: Card, { head, items }: Page): APIComponentInContainer[] {
  const title = `### ${card.sign} ${cutLiteral(card.title.replace(/\s+/g, ' '), 250)}`;
  const line: APIComponentInContainer = {
    type: ComponentType.Separator,
    divider: true,
    spacing: SeparatorSpacingSize.Small,
  };
  const hasRows = items.some(({ kind }) => kind === 'row');
  if (!head) return [textOf(title), ...(hasRows ? [line] : [])];
  const { picture, text, fields } = head;
  return [
    ...(picture
      ? [
          {
            type: ComponentType.MediaGallery as const,
            items: [{ media: { url: picture.url }, description: shorten(picture.alt, 1_024) || null }],
          },
        ]
      : []),
    textOf(text === '' ? title : `${title}\n${text}`),
    ...(fields === '' ? [] : [textOf(fields)]),
    ...(hasRows ? [line] : []),
  ];
}

function footerOf(card: Card, page: number, pages: number, words: PageWords): APIComponentInContainer[] {
  const parts = [...(pages > 1 ? [words.page(page, pages)] : []), ...(card.footer ? [card.footer] : [])];
  if (parts.length === 0) return [];
  return [textOf(`-# ${cutLiteral(parts.join(' · ').replace(/\s+/g, ' '), 250)}`)];
}

function turnRow(
  page: number,
  pages: number,
  { turn, words }: RenderOptions,
): APIActionRowComponent<APIComponentInMessageActionRow> {
  // Both have an id of their own at either end, where they lead nowhere.
  const button = (label: string, to: number): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: shorten(label, 80),
    custom_id: turn(to),
    disabled: to < 1 || to > pages,
  });
  return {
    type: ComponentType.ActionRow,
    components: [button(`◀ ${words.previous}`, page - 1), button(`${words.next} ▶`, page + 1)],
  };
}

function itemOf(item: Item, seen: Map<string, number>): APIComponentInContainer[] {
  switch (item.kind) {
    case 'row':
      return item.action
        ? [
            {
              type: ComponentType.Section,
              components: [{ type: ComponentType.TextDisplay, content: item.text }],
              accessory: buttonOf(item.action, seen),
            },
          ]
        : [textOf(item.text)];
    case 'links':
      return [{ type: ComponentType.ActionRow, components: item.links.map(linkOf) }];
    case 'actions':
      return [{ type: ComponentType.ActionRow, components: item.actions.map((action) => buttonOf(action, seen)) }];
    case 'select':
      return [{ type: ComponentType.ActionRow, components: [menuOf(item.select, seen)] }];
  }
}

const linkOf = ({ label, url }: Link): APIButtonComponentWithURL => ({
  type: ComponentType.Button,
  style: ButtonStyle.Link,
  label: shorten(label, 80),
  url,
});

const styles: Readonly<Record<Action['style'], APIButtonComponentWithCustomId['style']>> = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
};

function buttonOf({ id, label, style }: Action, seen: Map<string, number>): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: styles[style],
    label: shorten(label, 80),
    custom_id: buttonId(id, nth(id, seen)),
  };
}

function menuOf(select: Select, seen: Map<string, number>): APIComponentInMessageActionRow {
  const custom_id = menuId(select.id, select.option, nth(`${select.id};${select.option}`, seen));
  const placeholder = shorten(select.label, 150);
  if (select.of === 'channels') {
    return {
      type: ComponentType.ChannelSelect,
      custom_id,
      placeholder,
      channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
    };
  }
  return {
    type: ComponentType.StringSelect,
    custom_id,
    placeholder,
    options: optionsOf(select.choices),
  };
}

function nth(key: string, seen: Map<string, number>): number {
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return count;
}
