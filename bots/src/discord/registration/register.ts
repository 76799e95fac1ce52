import type { Log } from '@echochat/core/platform/log.ts';
import { Routes } from 'discord.js';
import type { DiscordRest } from '../rest.ts';
import { commandList } from './command-list.ts';
import { differs, readRegistered, wholeList } from './compare.ts';

/** Registers the commands where what is registered differs from what there is. Returns whether it wrote. */
export async function registerCommands(rest: DiscordRest, clientId: string, log: Log): Promise<boolean> {
  const route = Routes.applicationCommands(clientId);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const registered = readRegistered(await rest.bot('get', route, undefined, query));
  const ours = commandList();
  if (!differs(registered, ours)) return false;
  await rest.bot('put', route, wholeList(registered, ours));
  log.info({ commands: ours.length }, 'the commands are registered with Discord');
  return true;
}
