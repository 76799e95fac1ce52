import type { DiscordConfig } from '@echochat/core/platform/config.ts';
import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Check } from '../doctor/check.ts';
import { clockCheck } from '../doctor/reach.ts';
import { commandList } from './registration/command-list.ts';
import { differs, readRegistered } from './registration/compare.ts';

const application = z.object({
  id: z.string(),
  name: z.string().default(''),
  integration_types_config: z.record(z.string(), z.unknown()).nullish(),
});
const gateway = z.object({
  shards: z.number(),
  session_start_limit: z.object({ remaining: z.number(), total: z.number() }),
});

const timeoutMs = 10_000;
const portal = 'https://discord.com/developers/applications';

/** Checks a configuration against Discord as it is. It asks and never writes. */
export async function checkDiscord(config: DiscordConfig): Promise<Check[]> {
  const get = async (route: string) => {
    const response = await fetch(`${config.apiUrl}/v10${route}`, {
      headers: { authorization: `Bot ${config.token}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body: unknown = await response.json().catch(() => null);
    return { status: response.status, body, date: response.headers.get('date') };
  };

  try {
    const me = await get('/applications/@me');
    const clock = clockCheck(me.date, Date.now());
    if (me.status === 401)
      return [
        {
          ok: false,
          what: 'Discord does not know the token',
          fix: `Bot → Reset Token at ${portal}/${config.clientId}/bot, and copy it into DISCORD_TOKEN.`,
        },
        clock,
      ];
    const known = application.parse(me.body);
    const [gate, commands] = [
      await get(Routes.gatewayBot()),
      await get(`${Routes.applicationCommands(config.clientId)}?with_localizations=true`),
    ];
    return [
      { ok: true, what: `the token is that of ${known.name}` },
      idCheck(known.id, config.clientId),
      installCheck(known.integration_types_config, config.clientId),
      gatewayCheck(gate.body, config),
      commandsCheck(commands),
      clock,
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    return [
      {
        ok: false,
        what: `Discord could not be asked (${reason})`,
        fix: `Check that this machine reaches ${config.apiUrl}, and DISCORD_API_URL where it is set.`,
      },
    ];
  }
}

function idCheck(id: string, clientId: string): Check {
  if (id === clientId) return { ok: true, what: 'DISCORD_CLIENT_ID belongs to the token' };
  return { ok: false, what: `the token belongs to application ${id}`, fix: `Set DISCORD_CLIENT_ID to ${id}.` };
}

function installCheck(types: Record<string, unknown> | null | undefined, clientId: string): Check {
  const missing = [
    ...(types && '0' in types ? [] : ['Guild Install']),
    ...(types && '1' in types ? [] : ['User Install']),
  ];
  if (missing.length === 0) return { ok: true, what: 'it can be installed in servers and by people' };
  return {
    ok: false,
    what: `it cannot be installed as ${missing.join(' and ')}`,
    fix: `Tick it under Installation at ${portal}/${clientId}/installation.`,
  };
}

function gatewayCheck(body: unknown, { shards }: DiscordConfig): Check {
  const parsed = gateway.safeParse(body);
  if (!parsed.success) return { ok: false, what: 'the gateway gave no address', fix: 'Try again in a minute.' };
  const { remaining, total } = parsed.data.session_start_limit;
  if (remaining < total / 10)
    return {
      ok: false,
      what: `only ${remaining} of ${total} sessions are left today`,
      fix: 'Something restarts again and again: look into the log before you start it once more.',
    };
  if (shards && shards.total < parsed.data.shards)
    return {
      ok: false,
      what: `Discord wants ${parsed.data.shards} shards, DISCORD_SHARDS says ${shards.total}`,
      fix: 'Set DISCORD_SHARDS to auto, or to ranges of more shards.',
    };
  return { ok: true, what: `the gateway is open: ${remaining} of ${total} sessions left today` };
}

function commandsCheck({ status, body }: { status: number; body: unknown }): Check {
  if (status !== 200)
    return { ok: false, what: `the commands could not be read (${status})`, fix: 'Check DISCORD_CLIENT_ID.' };
  return differs(readRegistered(body), commandList())
    ? { ok: true, what: 'the commands differ from what is registered: the next start writes them' }
    : { ok: true, what: 'the commands are registered' };
}
