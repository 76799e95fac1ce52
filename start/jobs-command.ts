// npm run jobs -- list | retry <id>|all: the jobs that failed for good, in the database of the environment.
import { ConfigError, readConfig } from '@echochat/core/platform/config.ts';
import { openFromConfig } from './open.ts';

const [, , verb = 'list', what] = process.argv;

/** What it says once it is done; null where it was not understood. */
async function answer(): Promise<string | null> {
  if (verb !== 'list' && (verb !== 'retry' || !/^(all|\d{1,18})$/.test(what ?? ''))) return null;
  const core = await openFromConfig(readConfig(process.env));
  const { jobs } = core.as({ kind: 'system', name: 'jobs-command' });
  try {
    if (verb === 'retry') {
      const { ids } = await jobs.retryDead({ ids: what === 'all' ? 'all' : [what ?? ''] });
      return ids.length === 0 ? 'No job that failed for good was found.' : `Tried again: ${ids.join(', ')}.`;
    }
    const { total, jobs: dead } = await jobs.getDead({});
    const lines = dead.map(({ id, name, attempts, failedAt, lastError }) => {
      const [said = ''] = lastError.split('\n');
      return `  ${id}  ${name}  ${attempts} attempts until ${failedAt.toISOString()}  ${said.slice(0, 120)}`;
    });
    return [total === 0 ? 'No job has failed for good.' : `${total} failed for good:`, ...lines].join('\n');
  } finally {
    await core.close();
  }
}

try {
  const said = await answer();
  if (said === null) process.stderr.write('Say what to do: npm run jobs -- list, or npm run jobs -- retry <id>|all\n');
  else process.stdout.write(`${said}\n`);
  process.exit(said === null ? 1 : 0);
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
}
