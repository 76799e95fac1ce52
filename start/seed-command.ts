// npm run seed: loads the demo community into the database of the environment.
import { ConfigError, readConfig } from '@echochat/core/platform/config.ts';
import { openFromConfig } from './open.ts';
import { seedDemo } from './seed.ts';

try {
  const core = await openFromConfig(readConfig(process.env));
  const came = await seedDemo(core);
  process.stdout.write(
    came === 0 ? 'The demo community is here already.\n' : `${came} learners of the demo community have come.\n`,
  );
  await core.close();
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
}
process.exit(0);
