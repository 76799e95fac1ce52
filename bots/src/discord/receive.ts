import { z } from 'zod';
import type { Asked, Speaker, SpeakersCommunity } from '../commands/reception.ts';
import type { Interaction, OptionLeaf } from './interaction.ts';
import { personMenus } from './registration/command-list.ts';
import { readComponentId } from './render/component-id.ts';
import { readModal } from './render/form.ts';

const administrator = 1n << 3n;
const manageGuild = 1n << 5n;
const person = 6;
const channel = 7;

/** What Discord knows of a guild, as far as a command needs it. */
export type GuildOf = (guildId: string) => Pick<SpeakersCommunity, 'name' | 'permissions' | 'voice'>;

/** Who acts, and where; null where Discord does not say who. */
export function speakerOf(interaction: Interaction, guildOf: GuildOf, hasActivity = false): Speaker | null {
  const { member, guild_id: guildId, authorizing_integration_owners: owners, locale } = interaction;
  const user = member?.user ?? interaction.user;
  if (!user) return null;
  // Who installed the bot for themselves alone speaks in a guild that EchoChat was not brought to.
  const isHome = guildId !== undefined && owners['0'] === guildId;
  return {
    platform: 'discord',
    workspaceId: '',
    externalId: user.id,
    handle: user.username,
    displayName: member?.nick ?? user.global_name ?? user.username,
    locale,
    hasActivity,
    ...(user.avatar ? { avatarUrl: `https://cdn.discordapp.com/avatars/${user.id}/${user.avatar}.png` } : {}),
    ...(isHome
      ? { community: { externalId: guildId, isOrganiser: canManage(member?.permissions), ...guildOf(guildId) } }
      : {}),
  };
}

/** What they did; null for what only this version does not know any more. */
export function askedOf(interaction: Interaction): Asked | null {
  switch (interaction.type) {
    case 2:
    case 4:
      return commandOf(interaction.data);
    case 3: {
      const { custom_id: customId, values, component_type: type } = interaction.data;
      const chosen = type === 8 ? values.map((id) => `<#${id}>`) : values;
      return { kind: 'press', ...readComponentId(customId, chosen) };
    }
    case 5:
      return { kind: 'press', id: interaction.data.custom_id, values: readModal(interaction.data.components) };
  }
}

function commandOf(data: Extract<Interaction, { type: 2 | 4 }>['data']): Asked | null {
  const { name, type, options, target_id: target } = data;
  const menu = type === 2 ? personMenus.find((known) => known.name === name) : undefined;
  if (menu)
    return target === undefined ? null : { kind: 'command', path: menu.path, values: { person: `<@${target}>` } };
  const [sub] = options.filter((option) => 'options' in option);
  const path = sub ? `${name} ${sub.name}` : name;
  return { kind: 'command', path, values: Object.fromEntries(leavesOf(data).map((leaf) => [leaf.name, textOf(leaf)])) };
}

/** The options that were filled in, of the command or of its sub-command. */
export const leavesOf = ({ options }: Extract<Interaction, { type: 2 | 4 }>['data']): OptionLeaf[] =>
  options.flatMap((option) => ('options' in option ? option.options : [option]));

function textOf({ type, value }: OptionLeaf): string {
  if (type === person) return `<@${value}>`;
  return type === channel ? `<#${value}>` : String(value);
}

function canManage(permissions: string | undefined): boolean {
  const bits = z.coerce.bigint().safeParse(permissions ?? '0');
  return bits.success && (bits.data & (administrator | manageGuild)) !== 0n;
}
