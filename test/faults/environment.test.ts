import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Ended, type Environment, endLeftovers, openFolders, runEcho } from './process.ts';

const folders = openFolders();
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

const secret = 'hunter2-hunter2-hunter2-hunter2-hunter2';
/** A port that nobody listens on: 1 is for the superuser, and nobody's by custom. */
const nobody = '127.0.0.1:1';

/** The environment is refused: exit code 1, nothing on standard output, and one line that begins with the variable. */
function expectRefusal(ended: Ended, variable: string): void {
  expect(ended.stderr).toMatch(new RegExp(`^${variable} should [^\\n]+\\.\\n$`));
  expect(ended).toMatchObject({ code: 1, stdout: '' });
}

describe('a wrong environment ends the process at once with one line that names the variable', () => {
  const wrong: [string, Environment][] = [
    ['PORT', { PORT: 'http' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'echo.example' }],
    ['ROLES', { ROLES: 'web,cook' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://127.0.0.1/echochat' }],
    ['REDIS_URL', { REDIS_URL: '127.0.0.1:6379' }],
    ['AUTH_SECRET', { AUTH_SECRET: 'hunter2' }],
    ['PLAYGROUND', { PLAYGROUND: 'yes' }],
    ['NODE_ENV', { NODE_ENV: 'prod' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'everybody' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['AUTH_SECRET', { NODE_ENV: 'production' }],
    ['PLAYGROUND', { NODE_ENV: 'production', AUTH_SECRET: secret, PLAYGROUND: '1' }],
    ['DATA_DIR', { DATA_DIR: folders.path('file') }],
    ['DATA_DIR', { DATA_DIR: join(folders.path('file'), 'below', 'it') }],
    ['DATABASE_URL', { DATABASE_URL: `postgresql://echo:hunter2@${nobody}/echochat` }],
    ['REDIS_URL', { REDIS_URL: `redis://:hunter2@${nobody}` }],
  ];
  writeFileSync(folders.path('file'), 'not a folder');

  test.each(wrong)('%s (%j)', async (variable, environment) => {
    const ended = await runEcho({ DATA_DIR: folders.path('unused'), ...environment });
    expectRefusal(ended, variable);
    expect(ended.stderr).not.toContain('hunter2');
    // Some tenths of a second on a machine at rest.
    expect(ended.seconds).toBeLessThan(10);
  });
});
