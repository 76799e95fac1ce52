// npm run doctor: checks the configuration against the platforms as they are, and says what to fix.
import { checkDiscord } from '@echochat/bots/discord/doctor.ts';
import type { Check } from '@echochat/bots/doctor/check.ts';
import { publicUrlCheck } from '@echochat/bots/doctor/reach.ts';
import { checkSlack } from '@echochat/bots/slack/doctor.ts';
import { ConfigError, readConfig } from '@echochat/core/platform/config.ts';
import { checkGround } from './doctor-checks.ts';

function show(title: string, checks: readonly Check[]): void {
  const lines = checks.flatMap(({ ok, what, fix }) => [
    `  ${ok ? '✓' : '✗'} ${what}`,
    ...(fix === undefined ? [] : [`      ${fix}`]),
  ]);
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
}

try {
  const config = readConfig(process.env);
  const discord = config.discord ? await checkDiscord(config.discord) : null;
  const slack = config.slack ? await checkSlack(config.slack, config.publicUrl) : null;
  const ground = await checkGround(config);
  show('Ground', ground);
  const address = discord || slack ? [await publicUrlCheck(config.publicUrl)] : [];
  if (discord) show('Discord', discord);
  else process.stdout.write('\nDiscord is off: DISCORD_TOKEN and DISCORD_CLIENT_ID switch it on (docs/discord.md).\n');
  if (slack) show('Slack', slack);
  else process.stdout.write('\nSlack is off: SLACK_BOT_TOKEN or SLACK_CLIENT_ID switches it on (docs/slack.md).\n');
  if (address.length > 0) show('This EchoChat', address);
  process.stdout.write('\n');
  process.exit([...ground, ...(discord ?? []), ...(slack ?? [])].every(({ ok }) => ok) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
}
