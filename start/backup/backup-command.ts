// npm run backup [-- file]: one archive with everything that the environment's EchoChat keeps, while it runs.
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, readConfig } from '@echochat/core/platform/config.ts';
import { writingReason } from '@echochat/prisma/folder-problem.ts';
import { DataProblem } from '@echochat/prisma/problem.ts';
import { backupsFolder } from '../control.ts';
import { makeBackup } from './make-backup.ts';
import { stampOf } from './upgrade-backup.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
let path = '';

try {
  const config = readConfig(process.env);
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const name = process.argv[2] ?? join(backupsFolder(config.dataDir), `echochat-${stampOf(new Date())}.tar.gz`);
  path = resolve(name);
  const { tables, files, hasSecret, snapshotAt } = await makeBackup({ config, version, path, say });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  say(
    `${path} (${Math.ceil(statSync(path).size / 2 ** 20)} MB) has everything that was answered before ${snapshotAt}:`,
  );
  say(`  ${rows} rows of ${tables.length} tables, with the jobs that wait`);
  if (files.kind === 'folder') say(`  ${files.count} files of rooms, ${Math.ceil(files.bytes / 2 ** 20)} MB`);
  if (files.kind === 'bucket')
    say(
      `  a list of the ${files.count} objects in the bucket ${files.bucket}, not their bytes: back the bucket up by its own means`,
    );
  say(
    hasSecret
      ? '  the secret that signs tokens: whoever has this file can sign in as anybody, so keep it where nobody reads it'
      : '  not AUTH_SECRET, which the environment gives: keep it beside this file, without it nobody stays signed in',
  );
  process.exit(0);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = writingReason(path, code);
  const isSaid = error instanceof ConfigError || error instanceof DataProblem;
  process.stderr.write(`${isSaid ? error.message : `The backup could not be written: ${why ?? String(error)}.`}\n`);
  process.exit(1);
}
