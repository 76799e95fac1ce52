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
const lineStart = /^(\s*)([->])/gm;

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

/** At most `max` characters, with an ellipsis in place of what is cut; never half a character. */
export function shorten(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max
    ? text
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}
