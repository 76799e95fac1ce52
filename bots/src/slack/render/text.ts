import { type Block, parseMarkdown } from '@echochat/activity-protocol/markdown/blocks.ts';
import type { Inline } from '@echochat/activity-protocol/markdown/inline.ts';
import { cleanLine, cleanText } from '@echochat/core/platform/text.ts';
import type { types } from '@slack/bolt';
import { shorten } from '../../cards/markdown.ts';

// Slack's older markup reads control forms in angle brackets (<!channel>, <@U1>, <https://…|label>) and formats what
// stands between ~, _, * and colons. In plain text and rich text what is written is a text and nothing else, so that
// cards are made of those alone; only the line for notifications is markup.

/** A text of its own, which Slack shows as it stands. */
export const plainText = (text: string, max: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: shorten(cleanLine(text), max) || '…',
  emoji: false,
});

const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Style = { bold?: boolean; italic?: boolean; code?: boolean };

/** Our Markdown as rich text, at most `max` characters of it; what is longer is cut as plain text. */
export function richText(source: string, max: number): types.RichTextBlockElement[] {
  const blocks = parseMarkdown(cleanText(source));
  const plain = blocks.map(plainBlock).join('\n');
  if (plain.length > max) return [section([{ type: 'text', text: shorten(plain, max) }])];
  return blocks.flatMap(richBlock);
}

export const section = (elements: types.RichTextElement[]): types.RichTextSection => ({
  type: 'rich_text_section',
  elements,
});

/** Nothing for what is empty: Slack refuses a part without words. */
function richBlock(block: Block): types.RichTextBlockElement[] {
  if (block.kind === 'list') {
    const items = block.items.map((item) => item.flatMap((node) => rich(node, {}))).filter(({ length }) => length > 0);
    return items.length === 0 ? [] : [{ type: 'rich_text_list', style: 'bullet', elements: items.map(section) }];
  }
  const words = block.children.flatMap((node) => rich(node, {}));
  if (words.length === 0) return [];
  return block.kind === 'quote'
    ? [{ type: 'rich_text_quote', elements: words }]
    : [section([...words, { type: 'text', text: '\n' }])];
}

function rich(node: Inline, style: Style): types.RichTextElement[] {
  const styled = Object.keys(style).length > 0 ? { style } : {};
  switch (node.kind) {
    case 'text':
      return node.text === '' ? [] : [{ type: 'text', text: node.text, ...styled }];
    case 'break':
      return [{ type: 'text', text: '\n' }];
    case 'code':
      return [{ type: 'text', text: node.text, style: { ...style, code: true } }];
    case 'moment':
      // Slack writes it in the reader's own zone; where it cannot, our text stands.
      return [
        { type: 'date', timestamp: node.at, format: '{date_short_pretty}, {time}', fallback: node.text, ...styled },
      ];
    case 'person':
      return /^[UW][A-Z0-9]{1,63}$/.test(node.id)
        ? [{ type: 'user', user_id: node.id, ...styled }]
        : [{ type: 'text', text: node.text, ...styled }];
    case 'strong':
      return node.children.flatMap((child) => rich(child, { ...style, bold: true }));
    case 'emphasis':
      return node.children.flatMap((child) => rich(child, { ...style, italic: true }));
    case 'link': {
      const text = plainInline(node.children) + (node.host === null ? '' : ` (${node.host})`);
      return [{ type: 'link', url: node.href.slice(0, 3_000), text, ...styled }];
    }
  }
}

/** A plain text in Slack's older markup, at most `max` characters once written. */
export function cutEscaped(text: string, max: number): string {
  let length = max;
  let written = escapeSlack(shorten(text.slice(0, max + 50), text.length > max + 50 ? max : text.length));
  while (written.length > max) {
    length = Math.max(1, Math.min(length - 1, Math.floor((length * max) / written.length)));
    written = escapeSlack(shorten(text.slice(0, length + 50), length));
  }
  return written;
}

export const plainOf = (source: string): string => parseMarkdown(source).map(plainBlock).join('\n');

const plainBlock = (block: Block): string =>
  block.kind === 'list' ? block.items.map((item) => `• ${plainInline(item)}`).join('\n') : plainInline(block.children);

const plainInline = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => ('children' in node ? plainInline(node.children) : node.kind === 'break' ? '\n' : node.text))
    .join('');
