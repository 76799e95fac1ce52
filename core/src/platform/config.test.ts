import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const secret = 'correct-horse-battery-staple-0001';

function refused(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('the environment', () => {
  test('nothing need be set', () => {
    expect(readConfig({})).toEqual({
      production: false,
      port: 3000,
      host: '127.0.0.1',
      publicUrl: null,
      roles: ['web', 'worker'],
      dataDir: '.data',
      databaseUrl: null,
      redisUrl: null,
      authSecret: null,
      playground: true,
      logLevel: 'info',
    });
  });

  test('an empty value counts as a missing one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', ROLES: '' })).toEqual(readConfig({}));
  });

  test('roles are separated by commas, the public address ends without a slash', () => {
    const config = readConfig({ ROLES: 'discord, worker', PUBLIC_URL: 'https://echo.example/', PORT: '0' });
    expect(config).toMatchObject({ roles: ['discord', 'worker'], publicUrl: 'https://echo.example', port: 0 });
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3.5'],
    ['PUBLIC_URL', 'echo.example'],
    ['PUBLIC_URL', 'ftp://echo.example'],
    ['ROLES', 'web,cook'],
    ['ROLES', 'web,'],
    ['DATABASE_URL', 'mysql://h/db'],
    ['REDIS_URL', 'http://h'],
    ['AUTH_SECRET', 'short'],
    ['PLAYGROUND', 'yes'],
    ['LOG_LEVEL', 'loud\nand clear'],
  ])('%s=%j is refused in one line that names it', (name, value) => {
    expect(refused({ [name]: value })).toMatch(new RegExp(`^${name} should [^\\n]+, but is [^\\n]+\\.$`));
  });
});

describe('secrets', () => {
  test.each([
    ['AUTH_SECRET', 'hunter2'],
    ['DATABASE_URL', 'mysql://user:hunter2@host/db'],
    ['DATABASE_URL', 'mysql://user:hun/hunter2@host/db'],
    ['DATABASE_URL', 'postgres:user:hunter2@host'],
    ['DATABASE_URL', 'https://host/db?password=hunter2'],
    ['REDIS_URL', 'hunter2'],
  ])('%s=%s is not shown', (name, value) => {
    expect(refused({ [name]: value })).not.toContain('hunter2');
  });
});

describe('production', () => {
  const production = { NODE_ENV: 'production', AUTH_SECRET: secret };

  test('wants a secret', () => {
    expect(refused({ NODE_ENV: 'production' })).toMatch(/^AUTH_SECRET should be set/);
  });

  test('has no playground, and refuses one that is asked for', () => {
    expect(readConfig(production).playground).toBe(false);
    expect(refused({ ...production, PLAYGROUND: '1' })).toMatch(/^PLAYGROUND should not be 1/);
  });
});
