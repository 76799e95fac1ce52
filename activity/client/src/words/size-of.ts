import { localeTag } from './words.ts';

/** Bytes as people say them: 1.4 MB. What is little is a kilobyte. */
export function sizeOf(bytes: number): string {
  const isLarge = bytes >= 1_000_000;
  const value = Math.max(1, bytes / (isLarge ? 1_000_000 : 1_000));
  return new Intl.NumberFormat(localeTag(), {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
