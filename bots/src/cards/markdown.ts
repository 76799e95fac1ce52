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

/** At most `max` characters (code points), with an ellipsis in place of what is cut; never half of what is seen as one. */
export function shorten(text: string, max: number): string {
  const characters = [...text];
  if (characters.length <= max) return text;
  const room = characters.slice(0, max - 1).join('').length;
  // Some more than there is room for, which shows whether the cut goes through something.
  let end = 0;
  for (const { index, segment } of segmenter.segment(characters.slice(0, max + 50).join(''))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}
