import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Choice } from '../cards/card.ts';
import type { PlacePermissions } from '../commands/place.ts';
import type { DiscordRest } from './rest.ts';

const bits = z.string().transform((text) => BigInt(text));
const overwrite = z.object({ id: z.string(), type: z.number(), allow: bits, deny: bits });
const channel = z.object({
  id: z.string(),
  type: z.number(),
  name: z.string().default(''),
  position: z.number().default(0),
  permission_overwrites: z.array(overwrite).default([]),
});
const roles = z.array(z.object({ id: z.string(), permissions: bits }));
const member = z.object({ roles: z.array(z.string()) });

/** As Discord names them in a channel's settings. */
const needed = [
  ['View Channel', 1n << 10n],
  ['Send Messages', 1n << 11n],
] as const;
const administrator = 1n << 3n;
const textChannels = new Set([0, 5]);

/** What the bot may do in a guild, asked of Discord when an organiser wants to know. */
export function guildPermissions(rest: DiscordRest, guildId: string, botId: string): PlacePermissions {
  return {
    async channels(): Promise<Choice[]> {
      const all = z.array(channel).parse(await rest.bot('get', Routes.guildChannels(guildId)));
      return all
        .filter(({ type }) => textChannels.has(type))
        .toSorted((a, b) => a.position - b.position)
        .map(({ id, name }) => ({ value: id, label: `#${name}` }));
    },
    async missingToAnnounce(channelId) {
      const [there, guildRoles, me] = await Promise.all([
        rest.bot('get', Routes.channel(channelId)).then((answer) => channel.parse(answer)),
        rest.bot('get', Routes.guildRoles(guildId)).then((answer) => roles.parse(answer)),
        rest.bot('get', Routes.guildMember(guildId, botId)).then((answer) => member.parse(answer)),
      ]);
      const mine = new Set([guildId, ...me.roles]);
      const inGuild = guildRoles.filter(({ id }) => mine.has(id)).reduce((sum, role) => sum | role.permissions, 0n);
      if ((inGuild & administrator) !== 0n) return [];
      const here = inChannel(inGuild, there.permission_overwrites, guildId, mine, botId);
      return needed.filter(([, bit]) => (here & bit) === 0n).map(([name]) => name);
    },
  };
}

/** Discord's order: everybody's overwrite, then those of the roles together, then the member's own. */
function inChannel(
  inGuild: bigint,
  overwrites: z.output<typeof overwrite>[],
  guildId: string,
  mine: ReadonlySet<string>,
  botId: string,
): bigint {
  const apply = (before: bigint, list: typeof overwrites) => {
    const deny = list.reduce((sum, one) => sum | one.deny, 0n);
    const allow = list.reduce((sum, one) => sum | one.allow, 0n);
    return (before & ~deny) | allow;
  };
  const everybody = apply(
    inGuild,
    overwrites.filter(({ id }) => id === guildId),
  );
  const byRole = apply(
    everybody,
    overwrites.filter(({ id, type }) => type === 0 && id !== guildId && mine.has(id)),
  );
  return apply(
    byRole,
    overwrites.filter(({ id, type }) => type === 1 && id === botId),
  );
}
