import { type Block, parseMarkdown } from '@echochat/activity-protocol/markdown/blocks.ts';
import type { Inline } from '@echochat/activity-protocol/markdown/inline.ts';
import { shorten } from '../../cards/markdown.ts';

// Discord reads much more than our Markdown: mentions, timestamps, headings, spoilers, small print. What is a text in a
// card is written so that Discord shows just that text.

/** Cuts a form in two that Discord knows no escape for: nothing is seen of it. */
const gap = '\u200b';
/** As Discord finds them, so that the characters inside are part of the address. */
const address = /https?:\/\/[^\s<]+[^<.,:;"')\]\s]/gi;

/** A text to be shown as it stands. */
export function literal(text: string): string {
  let written = '';
  let at = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    if (/@(everyone|here)|[`*[\]\\|]/i.test(found)) continue;
    written += escaped(text.slice(at, index)) + found;
    at = index + found.length;
  }
  return (written + escaped(text.slice(at)))
    .replace(/^(\s*)([#+-])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2');
}

const escaped = (text: string): string =>
  text
    .replace(/[\\*_~|`[\]>]/g, '\\$&')
    .replace(/<(?=[@#:/!&\w]|$)/g, `<${gap}`)
    .replace(/@(?=everyone|here)/gi, `@${gap}`);

/** Our Markdown as Discord's, at most `max` characters of it; what is longer is cut as plain text. */
export function discordMarkdown(source: string, max: number): string {
  const blocks = parseMarkdown(source);
  const written = blocks.map(writeBlock).join('\n');
  return written.length <= max ? written : cutLiteral(blocks.map(plainBlock).join('\n'), max);
}

/** A plain text, at most `max` characters once it is written. */
export function cutLiteral(text: string, max: number): string {
  // Writing makes nothing shorter, so what lies beyond is never shown.
  const near = text.slice(0, max + 50);
  let length = max;
  let written = literal(near);
  while (written.length > max || near.length < text.length) {
    const cut = literal(shorten(text.slice(0, length + 50), length));
    if (cut.length <= max) return cut;
    length = Math.max(1, Math.min(length - 1, Math.floor((length * max) / cut.length)));
    written = cut;
  }
  return written;
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return writeAll(block.children);
    case 'list':
      return block.items.map((item) => `- ${writeAll(item)}`).join('\n');
    case 'quote':
      return writeAll(block.children).replace(/^/gm, '> ');
  }
}

const writeAll = (nodes: readonly Inline[]): string => nodes.map(write).join('');

function write(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return literal(node.text);
    case 'break':
      return '\n';
    case 'code':
      return codeOf(node.text);
    case 'moment':
      // Discord shows it in the reader's own language and zone, whatever ours says of them.
      return `<t:${node.at}:f>`;
    case 'person':
      return /^\d{1,20}$/.test(node.id) ? `<@${node.id}>` : literal(node.text);
    case 'strong':
      return `**${writeAll(node.children)}**`;
    case 'emphasis':
      return `*${writeAll(node.children)}*`;
    case 'link': {
      const label = `[${writeAll(node.children)}](<${node.href.replace(/[<>]/g, encodeURIComponent)}>)`;
      return node.host === null ? label : `${label} (${literal(node.host)})`;
    }
  }
}

const codeOf = (text: string): string => `\`${text.replace(/[<@](?=\S)/g, `$&${gap}`).replaceAll('`', 'ˋ')}\``;

const plainBlock = (block: Block): string =>
  block.kind === 'list' ? block.items.map((item) => `• ${plainAll(item)}`).join('\n') : plainAll(block.children);

const plainAll = (nodes: readonly Inline[]): string => nodes.map(plain).join('');

function plain(node: Inline): string {
  if ('children' in node) return plainAll(node.children);
  return node.kind === 'break' ? '\n' : node.text;
}
