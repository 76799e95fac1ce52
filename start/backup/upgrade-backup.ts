import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '@echochat/core/platform/config.ts';
import { writingReason } from '@echochat/prisma/folder-problem.ts';
import { backupsFolder } from '../control.ts';
import { makeBackup } from './make-backup.ts';

const keptCount = 3;
const prefix = 'before-upgrade-';

/** A moment as part of a file's name, to the second, in UTC. */
export const stampOf = (at: Date): string => at.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);

/** Backs the embedded database up before it is upgraded; the newest three of these are kept. Files are not touched by it. */
export async function backUpBeforeUpgrade(config: Config, version: string, url: string): Promise<void> {
  const folder = backupsFolder(config.dataDir);
  const path = join(folder, `${prefix}${stampOf(new Date())}.tar.gz`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    const source = { url, at: null, close: async () => {} };
    rmSync(path, { force: true });
    await makeBackup({ config, version, path, withFiles: false, source, say: () => {} });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new ConfigError(
      `DATA_DIR should have room for a backup before the upgrade, but ${path} could not be written: ${writingReason(path, code) ?? String(error)}.`,
    );
  }
  const older = readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.tar.gz'))
    .toSorted()
    .slice(0, -keptCount);
  const cutOff = readdirSync(folder).filter((name) => name.startsWith(prefix) && name.endsWith('.part'));
  for (const name of [...older, ...cutOff]) rmSync(join(folder, name), { force: true });
}
