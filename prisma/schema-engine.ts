import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

// Prisma's own schema engine, in WebAssembly: what `prisma migrate` runs, without the binary that it would download.

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  const wasmPath = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm');
  const imports = { './schema_engine_bg.js': { ...bindings } };
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), imports);
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}

/** Opens the engine on a database. `schema` is the data model as text; it may be empty for applying migrations. */
export async function openSchemaEngine(connectionString: string, schema = ''): Promise<bindings.SchemaEngine> {
  loaded ??= load();
  await loaded;
  // The engine has nothing to close its connections with: they close by themselves once it is done.
  const pool = { connectionString, options: '-c TimeZone=UTC', idleTimeoutMillis: 100 };
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  return bindings.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, factory);
}
