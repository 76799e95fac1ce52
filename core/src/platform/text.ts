import { z } from 'zod';

// Control characters other than white space, and the marks that turn the direction of the text around them: they
// serve only to hide or forge what a person sees.
const unseen = /[\p{Bidi_Control}\u200b\ufeff]|(?!\s)\p{Cc}/gu;

/** One line as a person meant it: without control characters, with single spaces. */
export const cleanLine = (text: string): string =>
  text.toWellFormed().replace(unseen, '').normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Several lines as a person meant them. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(unseen, '')
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** A line that is cleaned before its length is judged. */
export const line = (max: number) => z.string().transform(cleanLine).pipe(z.string().min(1).max(max));
/** A text that is cleaned before its length is judged; empty is allowed. */
export const text = (max: number) => z.string().transform(cleanText).pipe(z.string().max(max));

/** What a chat or a browser makes a link of: with a scheme, www, or a host with a path. */
const links = /(?:\b[a-z][a-z\d+.-]{0,20}:\/\/|\bwww\.)\S+|(?:[\p{L}\d-]{1,63}\.)+\p{L}{2,24}(?::\d{1,5})?\/\S*/giu;

/** Somebody's words for who may not know them: without addresses, and no longer than `most` characters. */
export const withoutLinks = (text: string, most: number): string => {
  const plain = text.replace(links, '…');
  return plain.length <= most
    ? plain
    : `${plain
        .slice(0, most - 1)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}…`;
};

/** For comparing what people type: without case, accents and double spaces. */
export const fold = (value: string): string => cleanLine(value).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** In JSON, behind an even number of backslashes: NUL, which PostgreSQL's jsonb refuses, and halves of characters. */
const unstorable = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** JSON that jsonb takes, whatever was typed or sent: what it refuses becomes U+FFFD. */
export const storableJson = (value: unknown): string => {
  const json = JSON.stringify(value);
  // JSON.stringify writes whole characters as they are: whatever it escapes this way is half of one.
  return json.includes('\\u') ? json.replace(unstorable, '$1\ufffd') : json;
};
