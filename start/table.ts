import type { Config } from '@echochat/core/platform/config.ts';
import { filesFolder } from '@echochat/core/platform/data-dir.ts';

/** What runs and where to look, for whoever has just typed `npm start`. */
export function startTable(config: Config, version: string, port: number, learners: number): string {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const address = config.publicUrl ?? `http://${host}:${port}`;
  const web = config.roles.includes('web');
  const rows: [string, string, string][] = [
    [
      'playground',
      ...surface(
        web && config.playground,
        `${address}/playground`,
        'where others can come; PLAYGROUND=1 switches it on on purpose (never in production)',
      ),
    ],
    ['pages', ...surface(web, address, 'ROLES names no web')],
    [
      'Discord',
      ...surface(
        config.roles.includes('discord'),
        config.discord?.shards
          ? `shards ${config.discord.shards.from}-${config.discord.shards.to} of ${config.discord.shards.total}`
          : 'answers as soon as Discord is reached',
        'DISCORD_TOKEN and DISCORD_CLIENT_ID switch it on (docs/discord.md)',
      ),
    ],
    [
      'Slack',
      ...surface(
        config.roles.includes('slack'),
        slackAddress(config, address),
        'SLACK_BOT_TOKEN or SLACK_CLIENT_ID switches it on (docs/slack.md)',
      ),
    ],
    ['worker', ...surface(config.roles.includes('worker'), 'matches expire, news arrive', 'ROLES names no worker')],
    [
      'data',
      'on',
      config.databaseUrl === null
        ? `embedded PostgreSQL in ${config.dataDir} (${learners} learners)`
        : 'PostgreSQL by DATABASE_URL',
    ],
    ['cache', 'on', config.redisUrl === null ? 'in memory' : 'Redis by REDIS_URL'],
    [
      'files',
      'on',
      config.s3 === null ? `in ${filesFolder(config.dataDir)}` : `bucket ${config.s3.bucket} by S3_BUCKET`,
    ],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, state, detail]) => `  ${name.padEnd(width)}  ${state.padEnd(3)}  ${detail}`);
  const warning =
    web && config.isPlaygroundOnPurpose
      ? `\n  Warning: PLAYGROUND=1 lets whoever reaches ${address}/playground speak as anybody; take it out where real people come.\n`
      : '';
  const open = web && config.playground ? `\n  Open ${address}/playground\n` : '';
  return `\n  EchoChat ${version}\n\n${lines.join('\n')}\n${warning}${open}`;
}

/** How Slack reaches us, and where it is installed from. */
function slackAddress({ slack }: Config, address: string): string {
  if (slack?.appToken) return 'by Socket Mode';
  return slack?.app.kind === 'workspaces'
    ? `add it to a workspace at ${address}/slack/install`
    : `${address}/slack/events`;
}

const surface = (on: boolean, address: string, hint: string): [string, string] =>
  on ? ['on', address] : ['off', hint];
