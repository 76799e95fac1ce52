import { type Language, languageOf } from '@echochat/core/platform/words/words.ts';
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  type LocalizationMap,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { shorten } from '../../cards/markdown.ts';
import type { Command } from '../../commands/command.ts';
import { wordPath } from '../../commands/form-of.ts';
import type { Option } from '../../commands/option.ts';
import { commands } from '../../commands/registry.ts';
import { isWordKey, type WordKey, wordsIn } from '../../commands/words.ts';

/** What a command is called in a person's own menu, and which command of ours it runs for the person chosen. */
export const personMenus = [
  { name: 'Learning profile', es: 'Perfil de aprendizaje', path: 'profile view' },
  { name: 'Endorse a skill', es: 'Avalar una habilidad', path: 'skills endorse' },
  { name: 'Block', es: 'Bloquear', path: 'block' },
  { name: 'Report', es: 'Denunciar', path: 'report' },
] as const;

/** The same in a message's own menu. */
export const messageMenus = [{ name: 'Report message', es: 'Denunciar mensaje', path: 'report' }] as const;

const spanish = ['es-ES', 'es-419'] as const;
const longestDescription = 100;

/** In servers, in direct messages with the bot, and for who installed it for themselves, anywhere. */
const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
};
/** For who manages a server, in it. Discord hides it from others; core refuses them. */
const forOrganisers = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
};

/** Every command as Discord registers it, from the commands' own declarations. */
export function commandList(): RESTPostAPIApplicationCommandsJSONBody[] {
  const groups = Map.groupBy(commands, ({ path }) => path.split(' ')[0] ?? path);
  const chat = [...groups].map(([name, members]) => chatCommand(name, members));
  const menu = <T extends ApplicationCommandType.User | ApplicationCommandType.Message>(
    type: T,
    { name, es }: { name: string; es: string },
  ) => ({ type, name, name_localizations: inSpanish(es), ...everywhere });
  return [
    ...chat,
    ...personMenus.map((one) => menu(ApplicationCommandType.User, one)),
    ...messageMenus.map((one) => menu(ApplicationCommandType.Message, one)),
  ];
}

const organisersOnly: ReadonlySet<string> = new Set(['setup', 'reports']);

function chatCommand(name: string, members: readonly Command[]): RESTPostAPIApplicationCommandsJSONBody {
  const [alone] = members.filter(({ path }) => path === name);
  const description = alone ? `commands.${wordPath(name)}` : `help.groups.${name}`;
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    ...described(description, name),
    ...(organisersOnly.has(name) ? forOrganisers : everywhere),
    options: alone ? optionsOf(alone) : members.map(subCommand),
  };
}

const subCommand = (command: Command): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  name: command.path.split(' ')[1] ?? '',
  ...described(`commands.${wordPath(command.path)}`, command.path),
  options: optionsOf(command),
});

/** What a person may fill in; required ones come first, as Discord demands. */
function optionsOf(command: Command): APIApplicationCommandBasicOption[] {
  return Object.entries(command.options)
    .filter(([, option]) => !option.hidden)
    .toSorted(([, a], [, b]) => Number(isDemanded(command, b)) - Number(isDemanded(command, a)))
    .map(([name, option]) => optionOf(command, name, option));
}

/** What a form asks for need not be typed. */
const isDemanded = (command: Command, option: Option<unknown>): boolean => option.required && command.form.length === 0;

function optionOf(command: Command, name: string, option: Option<unknown>): APIApplicationCommandBasicOption {
  const own = `fields.${wordPath(command.path)}.${name}`;
  const key = [`${own}.hint`, `${own}.label`, `fields.${name}.hint`, `fields.${name}.label`].find(isWordKey) ?? name;
  const base = { name, ...described(key, name), required: isDemanded(command, option) };
  const autocomplete = option.suggest !== undefined;
  switch (option.type) {
    case 'text':
      return { ...base, type: ApplicationCommandOptionType.String, ...(autocomplete ? { autocomplete } : {}) };
    case 'integer':
      return option.asked.kind === 'number'
        ? {
            ...base,
            type: ApplicationCommandOptionType.Integer,
            min_value: option.asked.min,
            max_value: option.asked.max,
          }
        : { ...base, type: ApplicationCommandOptionType.Integer, ...(autocomplete ? { autocomplete } : {}) };
    case 'boolean':
      return { ...base, type: ApplicationCommandOptionType.Boolean };
    case 'person':
      return { ...base, type: ApplicationCommandOptionType.User };
    case 'channel':
      return {
        ...base,
        type: ApplicationCommandOptionType.Channel,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      };
  }
}

/** A text of ours in the languages that Discord shows it in. */
function described(key: string, fallback: string) {
  const say = (language: Language) => (isWordKey(key) ? said(key, language) : fallback);
  return { description: say('en'), description_localizations: inSpanish(say('es')) };
}

const said = (key: WordKey, language: Language): string => shorten(wordsIn(language)(key), longestDescription);

function inSpanish(text: string): LocalizationMap {
  return Object.fromEntries(spanish.filter((locale) => languageOf(locale) === 'es').map((locale) => [locale, text]));
}
