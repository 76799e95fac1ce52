import { z } from 'zod';
import type { Asked, Speaker, SpeakersCommunity } from '../commands/reception.ts';
import type { Interaction, OptionLeaf } from './interaction.ts';
import { messageMenus, personMenus } from './registration/command-list.ts';
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
      return commandOf(interaction.data, interaction.guild_id);
    case 3: {
      const { custom_id: customId, values, component_type: type } = interaction.data;
      const chosen = type === 8 ? values.map((id) => `<#${id}>`) : values;
      return { kind: 'press', ...readComponentId(customId, chosen) };
    }
    case 5:
      return { kind: 'press', id: interaction.data.custom_id, values: readModal(interaction.data.components) };
  }
}

type CommandData = Extract<Interaction, { type: 2 | 4 }>['data'];

function commandOf(data: CommandData, guildId: string | undefined): Asked | null {
  const { name, type, options, target_id: target } = data;
  const menu = type === 2 ? personMenus.find((known) => known.name === name) : undefined;
  if (menu)
    return target === undefined
      ? null
      : { kind: 'command', path: menu.path, values: { person: mentionOf(target, data) } };
  if (type === 3) return aboutMessage(data, guildId);
  const [sub] = options.filter((option) => 'options' in option);
  const path = sub ? `${name} ${sub.name}` : name;
  return {
    kind: 'command',
    path,
    values: Object.fromEntries(leavesOf(data).map((leaf) => [leaf.name, textOf(leaf, data)])),
  };
}

/** What is said of a message: who wrote it, what it says, and where it stands. */
function aboutMessage(
  { name, target_id: target = '', resolved }: CommandData,
  guildId: string | undefined,
): Asked | null {
  const menu = messageMenus.find((known) => known.name === name);
  const message = resolved.messages[target];
  if (!menu || !message) return null;
  const { id, channel_id: channelId, content, author } = message;
  const link = `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${id}`;
  const person = mention(author.id, author.global_name ?? author.username);
  return { kind: 'command', path: menu.path, values: { person, message: content, link } };
}

const mentionOf = (id: string, { resolved }: CommandData): string => {
  const known = resolved.users[id];
  return mention(id, known ? (known.global_name ?? known.username) : '');
};

/** As Slack writes it, with the name that Discord tells beside. */
const mention = (id: string, name: string): string => {
  const plain = name.replace(/[<>|]/g, '').trim();
  return plain === '' ? `<@${id}>` : `<@${id}|${plain}>`;
};

/** The options that were filled in, of the command or of its sub-command. */
export const leavesOf = ({ options }: Extract<Interaction, { type: 2 | 4 }>['data']): OptionLeaf[] =>
  options.flatMap((option) => ('options' in option ? option.options : [option]));

function textOf({ type, value }: OptionLeaf, data: CommandData): string {
  if (type === person) return mentionOf(String(value), data);
  return type === channel ? `<#${value}>` : String(value);
}

function canManage(permissions: string | undefined): boolean {
  const bits = z.coerce.bigint().safeParse(permissions ?? '0');
  return bits.success && (bits.data & (administrator | manageGuild)) !== 0n;
}
