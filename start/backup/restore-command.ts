// npm run restore -- file: puts a backup into the empty data folder or database that the environment names.
import { resolve } from 'node:path';
import { ConfigError, readConfig } from '@echochat/core/platform/config.ts';
import { writingReason } from '@echochat/prisma/folder-problem.ts';
import { DataProblem } from '@echochat/prisma/problem.ts';
import { restoreBackup } from './restore.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const given = process.argv[2];
let dataDir = '';

try {
  if (given === undefined) throw new ConfigError('Name the backup: npm run restore -- <file>.');
  const config = readConfig(process.env);
  dataDir = config.dataDir;
  const { tables, snapshotAt, version } = await restoreBackup(config, resolve(given), say);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  say(
    `Restored: ${rows} rows of ${tables.length} tables, as of ${snapshotAt} (EchoChat ${version}). Start it with npm start.`,
  );
  process.exit(0);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isSaid = error instanceof ConfigError || error instanceof DataProblem;
  const why = writingReason(dataDir, code);
  process.stderr.write(`${isSaid ? error.message : `The backup could not be restored: ${why ?? String(error)}.`}\n`);
  process.exit(1);
}
