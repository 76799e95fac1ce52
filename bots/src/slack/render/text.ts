import { type Block, parseMarkdown } from '@echochat/activity-protocol/markdown/blocks.ts';
import type { Inline } from '@echochat/activity-protocol/markdown/inline.ts';
import type { types } from '@slack/bolt';
import { shorten } from '../../cards/markdown.ts';

// Slack reads control forms in angle brackets: <!channel>, <@U1>, <https://…|label>. In rich text what is written is a
// text and nothing else; in its older markup, three characters are written as entities.

/** A text of its own, which Slack shows as it stands. */
export const plainText = (text: string, max: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: shorten(text.replace(/\s+/g, ' ').trim(), max) || '…',
  emoji: false,
});

export const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Style = { bold?: boolean; italic?: boolean; code?: boolean };

/** Our Markdown as rich text, at most `max` characters of it; what is longer is cut as plain text. */
export function richText(source: string, max: number): types.RichTextBlockElement[] {
  const blocks = parseMarkdown(source);
  const plain = blocks.map(plainBlock).join('\n');
  if (plain.length > max) return [section([{ type: 'text', text: shorten(plain, max) }])];
  return blocks.map(richBlock);
}

export const section = (elements: types.RichTextElement[]): types.RichTextSection => ({
  type: 'rich_text_section',
  elements,
});

function richBlock(block: Block): types.RichTextBlockElement {
  switch (block.kind) {
    case 'paragraph':
      return section([...block.children.flatMap((node) => rich(node, {})), { type: 'text', text: '\n' }]);
    case 'list':
      return {
        type: 'rich_text_list',
        style: 'bullet',
        elements: block.items.map((item) => section(item.flatMap((node) => rich(node, {})))),
      };
    case 'quote':
      return { type: 'rich_text_quote', elements: block.children.flatMap((node) => rich(node, {})) };
  }
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

/** Our Markdown in Slack's older markup, for where rich text cannot stand; at most `max` characters once written. */
export function mrkdwn(source: string, max: number): string {
  const blocks = parseMarkdown(source);
  const written = blocks.map(markupBlock).join('\n');
  return written.length <= max ? written : cutEscaped(blocks.map(plainBlock).join('\n'), max);
}

/** A plain text in that markup, at most `max` characters once written. */
export function cutEscaped(text: string, max: number): string {
  let length = max;
  let written = escapeSlack(shorten(text.slice(0, max + 50), text.length > max + 50 ? max : text.length));
  while (written.length > max) {
    length = Math.max(1, Math.min(length - 1, Math.floor((length * max) / written.length)));
    written = escapeSlack(shorten(text.slice(0, length + 50), length));
  }
  return written;
}

function markupBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.children.map(markup).join('');
    case 'list':
      return block.items.map((item) => `• ${item.map(markup).join('')}`).join('\n');
    case 'quote':
      return block.children.map(markup).join('').replace(/^/gm, '&gt; ');
  }
}

function markup(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return escapeSlack(node.text);
    case 'break':
      return '\n';
    case 'code':
      return `\`${escapeSlack(node.text)}\``;
    case 'strong':
      return `*${node.children.map(markup).join('')}*`;
    case 'emphasis':
      return `_${node.children.map(markup).join('')}_`;
    case 'link': {
      const label = escapeSlack(plainInline(node.children)).replaceAll('|', '¦');
      return `<${escapeSlack(node.href).replaceAll('|', '%7C')}|${label}>`;
    }
  }
}

export const plainOf = (source: string): string => parseMarkdown(source).map(plainBlock).join('\n');

const plainBlock = (block: Block): string =>
  block.kind === 'list' ? block.items.map((item) => `• ${plainInline(item)}`).join('\n') : plainInline(block.children);

const plainInline = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => ('children' in node ? plainInline(node.children) : node.kind === 'break' ? '\n' : node.text))
    .join('');
