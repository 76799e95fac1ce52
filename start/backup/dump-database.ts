import { readRecords } from '@echochat/prisma/migration-records.ts';
import pg from 'pg';
import type { ArchiveWriter } from './archive.ts';
import { toCopyLine } from './copy-text.ts';
import type { Manifest } from './manifest.ts';
import { plainText, readSequences, readTables, type Table } from './tables.ts';

/** So much of a table is one file of the archive, about. */
const pieceBytes = 4 * 2 ** 20;
const rawText = { getTypeParser: () => (value: string | Buffer) => value.toString() };

export type Dumped = Pick<Manifest, 'snapshotAt' | 'migrations' | 'tables' | 'sequences'>;

/**
 * Writes every row of a database, as of one moment, into an archive: one transaction that sees what was committed before it
 * began and nothing else, and locks nobody out.
 */
export async function dumpDatabase(url: string, archive: ArchiveWriter, say: (line: string) => void): Promise<Dumped> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 20_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const snapshotAt = new Date().toISOString();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(plainText);
    const { applied } = await readRecords(client);
    const tables: Manifest['tables'] = [];
    for (const table of await readTables(client)) tables.push(await dumpTable(client, table, archive, say));
    const sequences: Manifest['sequences'] = [];
    for (const name of await readSequences(client)) {
      // No part of a transaction: what they say now is at least what the rows above have used.
      const { rows } = await client.query(`SELECT last_value::text AS value, is_called AS "isCalled" FROM ${name}`);
      sequences.push({ name, value: String(rows[0]?.value), isCalled: rows[0]?.isCalled === true });
    }
    await client.query('COMMIT');
    return { snapshotAt, migrations: applied, tables, sequences };
  } finally {
    await client.end();
  }
}

async function dumpTable(
  client: pg.Client,
  { name, columns }: Table,
  archive: ArchiveWriter,
  say: (line: string) => void,
): Promise<Manifest['tables'][number]> {
  const names = columns.map((column) => column.name);
  await client.query(`DECLARE dumped NO SCROLL CURSOR FOR SELECT ${names.join(', ')} FROM ${name}`);
  let rows = 0;
  let pieces = 0;
  let piece: string[] = [];
  let bytes = 0;
  const flush = async () => {
    if (piece.length === 0) return;
    pieces += 1;
    const text = Buffer.from(piece.join(''));
    await archive.add(`database/${name.replaceAll('"', '')}/${String(pieces).padStart(6, '0')}.copy`, text.length, [
      text,
    ]);
    piece = [];
    bytes = 0;
  };
  // Rows may be as large as a board: few at first, more where they turn out to be small.
  let count = 16;
  for (;;) {
    const answer = await client.query<(string | null)[]>({
      text: `FETCH ${count} FROM dumped`,
      rowMode: 'array',
      types: rawText,
    });
    const lines = answer.rows.map(toCopyLine);
    const fetched = lines.reduce((sum, line) => sum + line.length, 0);
    piece.push(...lines);
    bytes += fetched;
    rows += lines.length;
    if (bytes >= pieceBytes) await flush();
    if (lines.length < count) break;
    if (fetched < pieceBytes / 8) count = Math.min(count * 2, 4_096);
    else if (fetched > pieceBytes) count = Math.max(1, Math.floor(count / 2));
    if (rows % 65_536 < count && rows >= 65_536) say(`  ${name}: ${rows} rows so far`);
  }
  await flush();
  await client.query('CLOSE dumped');
  return { name, columns: names, rows };
}
