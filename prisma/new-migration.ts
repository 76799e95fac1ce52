// npm run migration -- <name>: writes the SQL that leads from the schema of the last migration to the edited one.
// That schema is kept beside the migrations (schema.snapshot.prisma), because the engine compares schema with schema
// without a shadow database (it only wants to be connected to one, so an empty one in memory serves). Read the SQL and add by hand what Prisma cannot say.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openEmbeddedDatabase } from './embedded.ts';
import { openSchemaEngine } from './schema-engine.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Say what the migration does: npm run migration -- add_something');
  process.exit(1);
}

const edited = readdirSync(here('schema'))
  .sort()
  .map((file) => readFileSync(here(`schema/${file}`), 'utf8'))
  .join('\n');
const snapshot = here('migrations/schema.snapshot.prisma');
const files = (content: string) => [{ path: 'schema.prisma', content }];

const database = await openEmbeddedDatabase();
const engine = await openSchemaEngine(database.url, edited);
const { stdout: sql } = await engine.diff({
  from: existsSync(snapshot)
    ? { tag: 'schemaDatamodel', files: files(readFileSync(snapshot, 'utf8')) }
    : { tag: 'empty' },
  to: { tag: 'schemaDatamodel', files: files(edited) },
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});

const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const folder = here(`migrations/${stamp}_${name}`);
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/migration.sql`, sql ?? '');
writeFileSync(snapshot, edited);
console.log(`Wrote ${folder}/migration.sql`);
process.exit(0);
