// Rows as PostgreSQL's own COPY writes them in its text format: a line a row, tabs between values, \N for NULL.

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const unescapes: Readonly<Record<string, string>> = { '\\': '\\', t: '\t', n: '\n', r: '\r' };

export type TextRow = readonly (string | null)[];

export const toCopyLine = (row: TextRow): string =>
  `${row.map((value) => (value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (char) => escapes[char] ?? char))).join('\t')}\n`;

export function fromCopyText(text: string): TextRow[] {
  if (text === '') return [];
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) =>
      line
        .split('\t')
        .map((value) =>
          value === '\\N' ? null : value.replace(/\\(.)/g, (_all, char: string) => unescapes[char] ?? char),
        ),
    );
}
