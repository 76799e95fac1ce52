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
      trustProxy: 0,
      roles: ['web', 'worker'],
      dataDir: '.data',
      databaseUrl: null,
      redisUrl: null,
      authSecret: null,
      metricsToken: null,
      playground: true,
      isPlaygroundOnPurpose: false,
      discord: null,
      slack: null,
      ice: { stunUrls: [], turn: null },
      s3: null,
      logLevel: 'info',
    });
  });

  test('an empty value counts as a missing one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', ROLES: '' })).toEqual(readConfig({}));
  });

  test('roles are separated by commas, the public address ends without a slash', () => {
    const config = readConfig({ ROLES: 'web, worker', PUBLIC_URL: 'https://echo.example/', PORT: '0' });
    expect(config).toMatchObject({ roles: ['web', 'worker'], publicUrl: 'https://echo.example', port: 0 });
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
    ['AUTH_SECRET', ' '.repeat(40)],
    ['NODE_ENV', 'prod'],
    ['NODE_ENV', 'Production'],
    ['NODE_ENV', 'staging'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '10.0.0.0/40'],
    ['METRICS_TOKEN', 'short'],
    ['METRICS_TOKEN', 'with a space in the middle of it'],
    ['PLAYGROUND', 'yes'],
    ['LOG_LEVEL', 'loud\nand clear'],
    ['DISCORD_TOKEN', 'Bot abc'],
    ['DISCORD_CLIENT_ID', 'echochat'],
    ['DISCORD_API_URL', 'discord.com'],
    ['DISCORD_SHARDS', 'all'],
    ['DISCORD_SHARDS', '3-1/16'],
    ['DISCORD_SHARDS', '0-16/16'],
    ['SLACK_BOT_TOKEN', 'token'],
    ['SLACK_APP_TOKEN', 'xoxb-1'],
    ['SLACK_CLIENT_ID', '42'],
    ['S3_BUCKET', 'My bucket'],
    ['S3_REGION', 'Europe'],
    ['S3_ENDPOINT', 's3.example.org'],
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
    ['DISCORD_TOKEN', 'hunter2'],
    ['SLACK_BOT_TOKEN', 'hunter2'],
    ['SLACK_SIGNING_SECRET', 'hunter2'],
    ['S3_SECRET_ACCESS_KEY', 'h2'],
    ['METRICS_TOKEN', 'hunter2'],
  ])('%s=%s is not shown', (name, value) => {
    expect(refused({ [name]: value })).not.toMatch(/hunter2|h2/);
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

describe('the playground', () => {
  test.each([
    {},
    { NODE_ENV: 'development' },
    { HOST: 'localhost' },
    { HOST: '::1', PUBLIC_URL: 'http://[::1]:3000' },
    { PUBLIC_URL: 'http://localhost:3000', DATABASE_URL: 'postgresql://localhost/echochat' },
  ])('is on where nobody but this machine is: %j', (environment) => {
    expect(readConfig(environment)).toMatchObject({ playground: true, isPlaygroundOnPurpose: false });
  });

  test.each([
    { PUBLIC_URL: 'https://echo.example.org' },
    { PUBLIC_URL: 'https://localhost.example.org' },
    { HOST: '0.0.0.0' },
    { HOST: '::' },
    { HOST: '192.168.1.7' },
    { DISCORD_TOKEN: 'aaa.bbb.ccc', DISCORD_CLIENT_ID: '123456789' },
    { DISCORD_CLIENT_ID: '123456789' },
    { SLACK_SIGNING_SECRET: 'a-signing-secret', SLACK_BOT_TOKEN: 'xoxb-1' },
    { SLACK_APP_TOKEN: 'xapp-1', SLACK_BOT_TOKEN: 'xoxb-1' },
    { PLAYGROUND: '0' },
  ])('is off where others might come, and on by saying so: %j', (environment) => {
    expect(readConfig(environment)).toMatchObject({ playground: false, isPlaygroundOnPurpose: false });
    const asked = readConfig({ ...environment, PLAYGROUND: '1' });
    expect(asked).toMatchObject({ playground: true, isPlaygroundOnPurpose: true });
  });
});

describe('the bucket of files', () => {
  test('is Amazon’s with a name alone, and another store’s by its address', () => {
    expect(readConfig({ S3_BUCKET: 'files' }).s3).toEqual({
      bucket: 'files',
      region: 'us-east-1',
      endpoint: null,
      credentials: null,
    });
    const own = { S3_BUCKET: 'files', S3_REGION: 'auto', S3_ENDPOINT: 'https://s3.example.org/' };
    const key = { S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' };
    expect(readConfig({ ...own, ...key }).s3).toEqual({
      bucket: 'files',
      region: 'auto',
      endpoint: 'https://s3.example.org',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    });
  });

  test('is named, and a key has both its halves', () => {
    expect(refused({ S3_ENDPOINT: 'https://s3.example.org' })).toMatch(/^S3_BUCKET should be set with S3_ENDPOINT/);
    expect(refused({ S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'key' })).toMatch(/^S3_SECRET_ACCESS_KEY should be set/);
    expect(refused({ S3_BUCKET: 'files', S3_SECRET_ACCESS_KEY: 'key' })).toMatch(/^S3_ACCESS_KEY_ID should be set/);
  });
});

describe('the chats', () => {
  const discord = { DISCORD_TOKEN: 'aaa.bbb.ccc', DISCORD_CLIENT_ID: '123456789' };

  test('a Discord token switches Discord on, and shards are a range of how many', () => {
    expect(
      readConfig({ ...discord, DISCORD_SHARDS: '0-3/16', DISCORD_API_URL: 'http://127.0.0.1:1/api/' }),
    ).toMatchObject({
      roles: ['discord', 'web', 'worker'],
      discord: { token: 'aaa.bbb.ccc', apiUrl: 'http://127.0.0.1:1/api', shards: { from: 0, to: 3, total: 16 } },
    });
    expect(readConfig({ ...discord, DISCORD_SHARDS: '2/16' }).discord?.shards).toEqual({ from: 2, to: 2, total: 16 });
    expect(readConfig({ ...discord, DISCORD_SHARDS: 'auto' }).discord?.shards).toBeNull();
  });

  test('Slack is one workspace by its token, or many by OAuth', () => {
    const secret = { SLACK_SIGNING_SECRET: 'a-signing-secret' };
    expect(readConfig({ ...secret, SLACK_BOT_TOKEN: 'xoxb-1' })).toMatchObject({
      roles: ['slack', 'web', 'worker'],
      slack: { app: { kind: 'workspace', botToken: 'xoxb-1' }, appToken: null, apiUrl: 'https://slack.com/api/' },
    });
    expect(
      readConfig({ ...secret, SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'a-client-secret' }).slack?.app,
    ).toEqual({ kind: 'workspaces', clientId: '1.2', clientSecret: 'a-client-secret' });
  });

  test.each([
    [{ DISCORD_TOKEN: 'aaa.bbb.ccc' }, 'DISCORD_CLIENT_ID'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
    [{ SLACK_CLIENT_ID: '1.2', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_CLIENT_SECRET'],
    [{ ROLES: 'discord' }, 'DISCORD_TOKEN'],
    [{ ROLES: 'web,slack' }, 'SLACK_BOT_TOKEN'],
  ])('half a configuration says what is missing: %j', (environment, missing) => {
    expect(refused(environment)).toMatch(new RegExp(`^${missing} .*should be set .*missing\\.$`));
  });
});
