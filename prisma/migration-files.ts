import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url));

export interface Migration {
  /** The folder's name, as Prisma records it: `20261123000000_init`. */
  name: string;
  sql: string;
}

/** The migrations that this version brings, oldest first. */
export function migrations(): Migration[] {
  return readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(`${migrationsFolder}/${name}/migration.sql`, 'utf8') }));
}

/** The checksum that Prisma records a migration with. */
export const checksumOf = ({ sql }: Migration): string => createHash('sha256').update(sql).digest('hex');
