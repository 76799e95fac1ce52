import { createHash } from 'node:crypto';

// No 0/O, 1/I/L: a code is read off one screen and typed on another. 31^8 is 8.5 × 10^11 codes.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 8;

export const linkCodeMinutes = 10;

/** A code of 8 characters from `random` (at least 32 uniform bytes), written in two groups: `K7QM-3XWD`. */
export function linkCodeFrom(random: Uint8Array): string {
  // Bytes past the last whole multiple of the alphabet are passed over, so that every character is equally likely.
  const limit = 256 - (256 % alphabet.length);
  const characters = [...random].filter((byte) => byte < limit).map((byte) => alphabet[byte % alphabet.length]);
  return `${characters.slice(0, 4).join('')}-${characters.slice(4, length).join('')}`;
}

/** What is stored of a code; case, spaces and the dash do not matter. */
export const linkCodeHash = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest('hex');
