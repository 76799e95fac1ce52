import { z } from 'zod';
import { isLoopback, type TrustProxy, trustProxySetting } from './network.ts';

const roles = ['discord', 'slack', 'web', 'worker'] as const;
export type Role = (typeof roles)[number];

const secrets: ReadonlySet<string> = new Set([
  'AUTH_SECRET',
  'DATABASE_URL',
  'REDIS_URL',
  'DISCORD_TOKEN',
  'DISCORD_CLIENT_SECRET',
  'SLACK_SIGNING_SECRET',
  'SLACK_BOT_TOKEN',
  'SLACK_CLIENT_SECRET',
  'SLACK_APP_TOKEN',
  'TURN_SECRET',
  'METRICS_TOKEN',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
]);

const minSecret = 32;
/** What a secret that signs is told to be. */
export const secretLength = `should have at least ${minSecret} characters`;
export const isLongEnough = (secret: string): boolean => secret.trim().length >= minSecret;

const flag = z.enum(['0', '1'], 'should be 0 or 1').transform((value) => value === '1');
const url = (protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.some((protocol) => value.toLowerCase().startsWith(`${protocol}//`)),
      `should be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );
const roleList = z
  .string()
  .transform((value) => value.split(',').map((part) => part.trim()))
  .pipe(z.array(z.enum(roles, `should name some of ${roles.join(', ')}, separated by commas`)).min(1));

const iceUrls = (...schemes: string[]) =>
  z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .refine(
      (urls) => urls.every((one) => new RegExp(`^(${schemes.join('|')}):[^\\s/]+$`).test(one)),
      `should be addresses such as ${schemes[0]}:host:3478, separated by commas`,
    );

const slackToken = (prefix: string) => z.string().startsWith(prefix, `should begin with ${prefix}`);
const shards = z
  .string()
  .regex(/^(auto|\d{1,5}(-\d{1,5})?\/\d{1,5})$/, 'should be auto, or shards of how many, such as 0-3/16')
  .transform((value): Shards | null => {
    const [, from, to, total] = /^(\d+)(?:-(\d+))?\/(\d+)$/.exec(value) ?? [];
    return from === undefined ? null : { from: Number(from), to: Number(to ?? from), total: Number(total) };
  })
  .refine((range) => range === null || (range.from <= range.to && range.to < range.total), {
    error: 'should count its shards upwards from 0, below how many there are, such as 0-3/16',
  });

const schema = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'should be production, development or test, or not be set')
    .default('development'),
  PORT: z.coerce
    .number('should be a number')
    .int('should be a whole number')
    .min(0, 'should be 0 to 65535')
    .max(65_535, 'should be 0 to 65535')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  TRUST_PROXY: trustProxySetting.optional(),
  ROLES: roleList.optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  AUTH_SECRET: z.string().refine(isLongEnough, secretLength).optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,200}$/, 'should have at least 16 letters and digits')
    .optional(),
  PLAYGROUND: flag.optional(),
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'should be the bot token: three parts separated by dots, without “Bot ”')
    .optional(),
  DISCORD_CLIENT_ID: z
    .string()
    .regex(/^\d{5,20}$/, 'should be the application id: digits alone')
    .optional(),
  DISCORD_CLIENT_SECRET: z.string().min(8, 'should be the application’s client secret').optional(),
  DISCORD_API_URL: url(['http:', 'https:']).default('https://discord.com/api'),
  DISCORD_SHARDS: shards.optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, 'should be the app’s signing secret').optional(),
  SLACK_BOT_TOKEN: slackToken('xoxb-').optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^\d+\.\d+$/, 'should be the app’s client id: two numbers and a dot')
    .optional(),
  SLACK_CLIENT_SECRET: z.string().min(8, 'should be the app’s client secret').optional(),
  SLACK_APP_TOKEN: slackToken('xapp-').optional(),
  SLACK_API_URL: url(['http:', 'https:']).default('https://slack.com/api/'),
  STUN_URLS: iceUrls('stun', 'stuns').optional(),
  TURN_URLS: iceUrls('turn', 'turns').optional(),
  TURN_SECRET: z.string().min(8, 'should be the secret that the TURN server shares with EchoChat').optional(),
  S3_BUCKET: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'should be the name of a bucket: small letters, digits, dots and dashes',
    )
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'should be a region such as eu-west-1, or auto')
    .optional(),
  S3_ENDPOINT: url(['http:', 'https:']).optional(),
  S3_ACCESS_KEY_ID: z.string().min(3, 'should be the id of an access key').optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(3, 'should be the secret of the access key').optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'should be a level of pino: fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});

/** The shards that a process runs: from and to of how many, counted from 0. */
export interface Shards {
  from: number;
  to: number;
  total: number;
}

export interface DiscordConfig {
  token: string;
  clientId: string;
  /** For the sign-in of the Activity. */
  clientSecret: string | null;
  /** The base of the REST interface, without a version and a slash at its end. */
  apiUrl: string;
  /** Null asks the platform how many there should be, and runs them all. */
  shards: Shards | null;
}

export interface SlackConfig {
  /** Requests over HTTP are signed with it; null with Socket Mode. */
  signingSecret: string | null;
  /** One workspace by its token, or many by OAuth. */
  app: { kind: 'workspace'; botToken: string } | { kind: 'workspaces'; clientId: string; clientSecret: string };
  /** Socket Mode, where it is set. */
  appToken: string | null;
  /** The base of the Web API, with a slash at its end. */
  apiUrl: string;
}

/** What helps browsers to hear each other through routers and firewalls. */
export interface IceConfig {
  stunUrls: readonly string[];
  turn: { urls: readonly string[]; secret: string } | null;
}

/** The bucket that files are kept in. */
export interface S3Config {
  bucket: string;
  region: string;
  /** Of a store that is not Amazon's; null for Amazon's own. */
  endpoint: string | null;
  /** Null takes what the machine itself is given, such as a role. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
}

export interface Config {
  production: boolean;
  port: number;
  host: string;
  publicUrl: string | null;
  /** Whose word about the address of a client counts; 0 is nobody's. */
  trustProxy: TrustProxy;
  roles: readonly Role[];
  dataDir: string;
  databaseUrl: string | null;
  redisUrl: string | null;
  authSecret: string | null;
  /** What shows the metrics to who is not on this machine. */
  metricsToken: string | null;
  /** The playground, and the demo community in it. */
  playground: boolean;
  /** PLAYGROUND=1 said so, for more than this machine perhaps. */
  isPlaygroundOnPurpose: boolean;
  /** Null where no token switches it on. */
  discord: DiscordConfig | null;
  slack: SlackConfig | null;
  ice: IceConfig;
  /** Null keeps files in a folder of DATA_DIR. */
  s3: S3Config | null;
  logLevel: string;
}

/** A value of the environment that cannot be used; its message is one line naming the variable. */
export class ConfigError extends Error {}

/** Reads the environment. An empty value counts as a missing one. Throws ConfigError for the first wrong value. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? '');
    // A secret's own text has no place in a log.
    const shown = secrets.has(name) ? withoutSecret(given[name] ?? '') : JSON.stringify(given[name]);
    throw new ConfigError(`${name} ${issue?.message ?? 'is wrong'}, but is ${shown}.`);
  }
  const env = parsed.data;
  const production = env.NODE_ENV === 'production';
  if (production && env.AUTH_SECRET === undefined) {
    throw new ConfigError(
      'AUTH_SECRET should be set with NODE_ENV=production (at least 32 characters), but is missing.',
    );
  }
  if (production && env.PLAYGROUND) {
    throw new ConfigError('PLAYGROUND should not be 1 with NODE_ENV=production: anybody could speak as anybody.');
  }
  const discord = discordOf(env);
  const slack = slackOf(env);
  const configured: readonly Role[] = [...(discord ? ['discord' as const] : []), ...(slack ? ['slack' as const] : [])];
  const missing = env.ROLES?.find((role) => (role === 'discord' && !discord) || (role === 'slack' && !slack));
  if (missing !== undefined) {
    const variable = missing === 'discord' ? 'DISCORD_TOKEN' : 'SLACK_BOT_TOKEN or SLACK_CLIENT_ID';
    throw new ConfigError(`${variable} should be set where ROLES names ${missing}, but is missing.`);
  }
  return {
    production,
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    trustProxy: env.TRUST_PROXY ?? 0,
    roles: env.ROLES ?? [...configured, 'web', 'worker'],
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    authSecret: env.AUTH_SECRET ?? null,
    metricsToken: env.METRICS_TOKEN ?? null,
    playground: env.PLAYGROUND ?? (!production && isForTrying(env)),
    isPlaygroundOnPurpose: env.PLAYGROUND === true,
    discord,
    slack,
    ice: iceOf(env),
    s3: s3Of(env),
    logLevel: env.LOG_LEVEL,
  };
}

/** Of an address only the protocol: a name and password may stand anywhere after it. */
function withoutSecret(value: string): string {
  const protocol = /^[a-z][a-z+]*:\/\//i.exec(value)?.[0];
  return protocol ? `"${protocol}…"` : `${value.length} characters`;
}

type Environment = z.output<typeof schema>;

/** What belongs to a chat, where real people are. */
const ofChats = [
  'DISCORD_TOKEN',
  'DISCORD_CLIENT_ID',
  'DISCORD_CLIENT_SECRET',
  'SLACK_SIGNING_SECRET',
  'SLACK_BOT_TOKEN',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_APP_TOKEN',
] as const;

/** Nobody but who sits at this machine reaches it, and it reaches nobody. */
function isForTrying(env: Environment): boolean {
  const isOutside = env.PUBLIC_URL !== undefined && !isLoopback(new URL(env.PUBLIC_URL).hostname);
  return !isOutside && isLoopback(env.HOST) && ofChats.every((name) => env[name] === undefined);
}

function iceOf({ STUN_URLS, TURN_URLS, TURN_SECRET }: Environment): IceConfig {
  if (TURN_URLS !== undefined && TURN_SECRET === undefined)
    throw new ConfigError('TURN_SECRET should be set with TURN_URLS, but is missing.');
  return {
    stunUrls: STUN_URLS ?? [],
    turn: TURN_URLS !== undefined && TURN_SECRET !== undefined ? { urls: TURN_URLS, secret: TURN_SECRET } : null,
  };
}

function s3Of(env: Environment): S3Config | null {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const others = ['S3_REGION', 'S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  if (bucket === undefined) {
    const given = others.find((name) => env[name] !== undefined);
    if (given !== undefined) throw new ConfigError(`S3_BUCKET should be set with ${given}, but is missing.`);
    return null;
  }
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    const [missing, given] =
      accessKeyId === undefined
        ? ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']
        : ['S3_SECRET_ACCESS_KEY', 'S3_ACCESS_KEY_ID'];
    throw new ConfigError(`${missing} should be set with ${given}, but is missing.`);
  }
  return {
    bucket,
    region: env.S3_REGION ?? 'us-east-1',
    endpoint: env.S3_ENDPOINT?.replace(/\/$/, '') ?? null,
    credentials: accessKeyId !== undefined && secretAccessKey !== undefined ? { accessKeyId, secretAccessKey } : null,
  };
}

function discordOf(env: Environment): DiscordConfig | null {
  const { DISCORD_TOKEN: token, DISCORD_CLIENT_ID: clientId } = env;
  if (token === undefined) return null;
  if (clientId === undefined)
    throw new ConfigError('DISCORD_CLIENT_ID should be set with DISCORD_TOKEN, but is missing.');
  return {
    token,
    clientId,
    clientSecret: env.DISCORD_CLIENT_SECRET ?? null,
    apiUrl: env.DISCORD_API_URL.replace(/\/$/, ''),
    shards: env.DISCORD_SHARDS ?? null,
  };
}

function slackOf(env: Environment): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = env;
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = env;
  if (botToken === undefined && clientId === undefined) return null;
  if (signingSecret === undefined && appToken === undefined)
    throw new ConfigError(
      'SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN for Socket Mode) should be set with Slack’s tokens, but is missing.',
    );
  if (botToken === undefined && clientSecret === undefined)
    throw new ConfigError('SLACK_CLIENT_SECRET should be set with SLACK_CLIENT_ID, but is missing.');
  return {
    signingSecret: signingSecret ?? null,
    app:
      botToken !== undefined
        ? { kind: 'workspace', botToken }
        : { kind: 'workspaces', clientId: clientId ?? '', clientSecret: clientSecret ?? '' },
    appToken: appToken ?? null,
    apiUrl: env.SLACK_API_URL.replace(/\/?$/, '/'),
  };
}
