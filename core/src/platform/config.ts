import { z } from 'zod';

const roles = ['discord', 'slack', 'web', 'worker'] as const;
export type Role = (typeof roles)[number];

const secrets: ReadonlySet<string> = new Set(['AUTH_SECRET', 'DATABASE_URL', 'REDIS_URL']);

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

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce
    .number('should be a number')
    .int('should be a whole number')
    .min(0, 'should be 0 to 65535')
    .max(65_535, 'should be 0 to 65535')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  ROLES: roleList.optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  AUTH_SECRET: z.string().min(32, 'should have at least 32 characters').optional(),
  PLAYGROUND: flag.optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'should be a level of pino: fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});

export interface Config {
  production: boolean;
  port: number;
  host: string;
  publicUrl: string | null;
  roles: readonly Role[];
  dataDir: string;
  databaseUrl: string | null;
  redisUrl: string | null;
  authSecret: string | null;
  playground: boolean;
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
  return {
    production,
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    roles: env.ROLES ?? ['web', 'worker'],
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    authSecret: env.AUTH_SECRET ?? null,
    playground: env.PLAYGROUND ?? !production,
    logLevel: env.LOG_LEVEL,
  };
}

/** Of an address only the protocol: a name and password may stand anywhere after it. */
function withoutSecret(value: string): string {
  const protocol = /^[a-z][a-z+]*:\/\//i.exec(value)?.[0];
  return protocol ? `"${protocol}…"` : `${value.length} characters`;
}
