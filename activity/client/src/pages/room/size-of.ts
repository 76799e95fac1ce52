import { localeTag } from '../../words/words.ts';

const units = ['byte', 'kilobyte', 'megabyte'] as const;

/** Bytes as people say them: 1.4 MB. */
export function sizeOf(bytes: number): string {
  const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const value = bytes / 1_000 ** step;
  return new Intl.NumberFormat(localeTag(), {
    style: 'unit',
    unit: units[step] ?? 'byte',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
