import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openSchemaEngine } from './schema-engine.ts';

const migrationsDir = fileURLToPath(new URL('migrations', import.meta.url));

export interface Migration {
  /** The folder's name, as Prisma records it: `20261123000000_init`. */
  name: string;
  sql: string;
}

/** The migrations that this version brings, oldest first. */
export function migrations(): Migration[] {
  return readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(`${migrationsDir}/${name}/migration.sql`, 'utf8') }));
}

/**
 * Brings a database up to date and records it in `_prisma_migrations`, checksums included, so that
 * `prisma migrate deploy` agrees with it. Returns the names of what was applied.
 */
export async function applyMigrations(connectionString: string): Promise<string[]> {
  const engine = await openSchemaEngine(connectionString);
  try {
    const result = await engine.applyMigrations({
      filters: { externalTables: [], externalEnums: [] },
      migrationsList: {
        baseDir: migrationsDir,
        shadowDbInitScript: '',
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        migrationDirectories: migrations().map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
    });
    return result.appliedMigrationNames;
  } finally {
    engine.free();
  }
}
