import { readFileSync } from 'node:fs';
import { ConfigError, readConfig } from '@echochat/core/platform/config.ts';

try {
  const config = readConfig(process.env);
  const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  // Loaded only now: a wrong environment is told of at once, not after a second of loading everything else.
  const { startHouse } = await import('./start/house.ts');
  await startHouse(config, version);
} catch (error) {
  // What somebody can mend is one line; anything else shows where it broke.
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
}
