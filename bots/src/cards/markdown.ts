declare const safe: unique symbol;

/**
 * Text in the small Markdown that every chat's renderer knows: **bold**, *italics*, `code`, [label](https://…), `- `
 * lists, `> ` quotes. What a person wrote gets into it only through `escapeMarkdown`, so it can forge no link, mention
 * or format.
 */
export type Markdown = string & { readonly [safe]: true };

/** Takes a text of our own as Markdown: words from the language files, joined parts. */
export const asMarkdown = (text: string): Markdown => text as Markdown;

const special = /[\\`*[\]]/g;
const lineStart = /^([^\S\n]*)([->])/gm;

/** What a person wrote, to be shown as they wrote it: a backslash stands before all that this Markdown would read. */
export const escapeMarkdown = (text: string): Markdown =>
  asMarkdown(text.replace(special, '\\$&').replace(lineStart, '$1\\$2'));

export const joinMarkdown = (parts: readonly Markdown[], separator: string): Markdown =>
  asMarkdown(parts.join(separator));

/** A quotation of what a person wrote, at most `max` characters of it. */
export const quote = (text: string, max = 500): Markdown =>
  asMarkdown(
    shorten(text, max)
      .split('\n')
      .map((row) => `> ${escapeMarkdown(row)}`)
      .join('\n'),
  );

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `max` characters (an emoji is two), with an ellipsis in place of what is cut; never half of what is seen as one. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  // Some more than there is room for shows whether the cut goes through something.
  for (const { index, segment } of segmenter.segment(text.slice(0, max + 50))) {
    if (index + segment.length > max - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}
