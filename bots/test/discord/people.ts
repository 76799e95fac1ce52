import { z } from 'zod';
import type { GatewayControls } from './gateway.ts';
import { snowflake } from './ids.ts';
import { dmOf } from './rest.ts';
import { type SeenMessage, type SeenModal, seen, seenModal } from './seen.ts';
import {
  type ChannelState,
  eventually,
  type GuildState,
  type InstanceState,
  type InteractionState,
  type Json,
  messageJson,
  type PersonState,
  userJson,
  type World,
} from './world.ts';

/** Where somebody speaks: in a guild, in the bot's direct messages, or elsewhere, having installed the bot for themselves. */
export type Where = GuildState | 'dm' | 'elsewhere';
export type OptionValue = string | number | boolean | Person | ChannelState;

export interface Interaction {
  id: string;
  /** Resolves with how it was acknowledged; rejects where that took longer than the 3 s that Discord waits. */
  acknowledged(): Promise<{ type: number; afterMs: number; ephemeral: boolean }>;
  /** What the person is answered in the end: the first answer, the edit after a deferral, or a follow-up. */
  answer(): Promise<SeenMessage>;
  modal(): Promise<SeenModal>;
  /** Sends the very same interaction once more. */
  again(): void;
}

export interface Person {
  id: string;
  name: string;
  says(where: Where, path: string, options?: Record<string, OptionValue>): Interaction;
  types(where: Where, path: string, option: string, typed: string): Promise<string[]>;
  opens(where: Where, menu: string, target: Person): Interaction;
  /** Chooses from the menu of a message that somebody wrote. */
  opensOn(where: Where, menu: string, message: { by: Person; content: string }): Interaction;
  presses(message: SeenMessage, label: string, where?: Where): Interaction;
  pressesId(message: SeenMessage, customId: string, where?: Where): Interaction;
  chooses(message: SeenMessage, placeholder: string, values: string[], where?: Where): Interaction;
  submits(modal: SeenModal, values: Record<string, string | string[]>, where?: Where): Interaction;
  /** Their direct messages from the bot, oldest first. */
  messages(): SeenMessage[];
  /** The n-th direct message, once it is there. */
  message(index: number): Promise<SeenMessage>;
  manages(guild: GuildState): void;
  /** Goes into a voice channel, or out of all of them. */
  speaksIn(guild: GuildState, channel: ChannelState | null): void;
  /** Opens the Activity in a channel; returns its instance. */
  opensActivity(channel: ChannelState): InstanceState;
  /** What their Discord gives to the Activity's page, to be exchanged for who they are. */
  code(): string;
  takesDms(how: PersonState['dms']): void;
}

const manageGuild = 1n << 5n;
const acknowledgeMs = 3_000;
const optionTypes = { string: 3, integer: 4, boolean: 5, user: 6, channel: 7 } as const;
const registered = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.number().default(1),
  options: z
    .array(
      z.looseObject({
        name: z.string(),
        type: z.number(),
        required: z.boolean().default(false),
        autocomplete: z.boolean().default(false),
        options: z
          .array(
            z.looseObject({
              name: z.string(),
              type: z.number(),
              required: z.boolean().default(false),
              autocomplete: z.boolean().default(false),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

export function newPerson(world: World, gateway: GatewayControls, given: { name: string; locale?: string }): Person {
  const state: PersonState = {
    id: snowflake(),
    name: given.name,
    locale: given.locale ?? 'en-GB',
    dms: 'open',
    manages: new Set(),
  };
  world.people.set(state.id, state);

  function begin(type: number, where: Where, data: Json, more: Json = {}): Interaction {
    const guild = typeof where === 'object' ? where : null;
    const channelId = String(
      more['channel_id'] ?? guild?.channels[0]?.id ?? (where === 'dm' ? dmOf(world, state.id).id : snowflake()),
    );
    const permissions = String(guild && state.manages.has(guild.id) ? manageGuild : 0n);
    const id = snowflake();
    const payload: Json = {
      id,
      application_id: world.clientId,
      type,
      token: `token-${id}`,
      version: 1,
      data,
      locale: state.locale,
      channel_id: channelId,
      channel: { id: channelId, type: guild ? 0 : 1 },
      app_permissions: '2147483647',
      entitlements: [],
      attachment_size_limit: 10_485_760,
      context: guild ? 0 : where === 'dm' ? 1 : 2,
      authorizing_integration_owners: guild ? { 0: guild.id } : where === 'dm' ? { 0: '0' } : { 1: state.id },
      ...(guild
        ? {
            guild_id: guild.id,
            guild: { id: guild.id, locale: guild.locale, features: [] },
            guild_locale: guild.locale,
            member: { user: userJson(state), nick: null, roles: [], permissions, joined_at: '2026-01-01T00:00:00Z' },
          }
        : { user: userJson(state) }),
      ...more,
    };
    const interaction: InteractionState = {
      id,
      token: `token-${id}`,
      type,
      createdAt: Date.now(),
      payload,
      person: state,
      channelId,
      source: world.messages.get(String(Object(more['message'] ?? {}).id)) ?? null,
      isUserInstallOnly: where === 'elsewhere',
      first: null,
      original: null,
      isThinking: false,
      modal: null,
      choices: null,
      followUps: [],
    };
    world.interactions.set(id, interaction);
    const send = () => gateway.dispatch('INTERACTION_CREATE', payload, guild?.id ?? null);
    send();
    return view(world, interaction, send);
  }

  function press(
    type: number,
    message: SeenMessage,
    customId: string,
    where: Where | undefined,
    data: Json,
  ): Interaction {
    const known = world.messages.get(message.id);
    if (!known) throw new Error('a message that is not there');
    const channel = world.channels.get(known.channelId);
    const guild = channel?.guildId ? world.guilds.get(channel.guildId) : undefined;
    const more = { channel_id: known.channelId, message: messageJson(known, world) };
    return begin(3, where ?? guild ?? 'dm', { component_type: type, custom_id: customId, ...data }, more);
  }

  /** What is sent of a command, refused as Discord's own client refuses it. */
  function commandData(path: string, options: Record<string, OptionValue>, focused?: string): Json {
    const [name = '', sub] = path.split(' ');
    const command = world.commands
      .map((one) => registered.parse(one))
      .find((one) => one.name === name && one.type === 1);
    if (!command) throw new Error(`/${name} is not registered`);
    const inner = sub === undefined ? undefined : command.options.find((one) => one.name === sub && one.type === 1);
    if (sub !== undefined && !inner) throw new Error(`/${path} is not registered`);
    const declared = inner?.options ?? command.options;
    const resolved: { users: Json; channels: Json } = { users: {}, channels: {} };
    for (const one of declared)
      if (one.required && options[one.name] === undefined && focused === undefined)
        throw new Error(`/${path} demands ${one.name}`);
    const sent = Object.entries(options).map(([key, value]) => {
      const known = declared.find((one) => one.name === key);
      if (!known) throw new Error(`/${path} has no option ${key}`);
      if (typeof value === 'object' && 'says' in value)
        resolved.users[value.id] = { id: value.id, username: value.name.toLowerCase(), global_name: value.name };
      else if (typeof value === 'object') resolved.channels[value.id] = { id: value.id, name: value.name, type: 0 };
      const plain = typeof value === 'object' ? value.id : value;
      const fits =
        { [optionTypes.string]: 'string', [optionTypes.integer]: 'number', [optionTypes.boolean]: 'boolean' }[
          known.type
        ] ?? 'string';
      if (typeof plain !== fits && key !== focused) throw new Error(`${key} is not of type ${known.type}`);
      return { name: key, type: known.type, value: plain, ...(key === focused ? { focused: true } : {}) };
    });
    return {
      id: command.id,
      name,
      type: 1,
      options: inner ? [{ name: sub, type: 1, options: sent }] : sent,
      resolved,
    };
  }

  const inbox = () => {
    const channel = dmOf(world, state.id);
    return [...world.messages.values()].filter((one) => one.channelId === channel.id && !one.isGone).map(seen);
  };

  const person: Person = {
    id: state.id,
    name: state.name,
    says: (where, path, options = {}) => begin(2, where, commandData(path, options)),
    async types(where, path, option, typed) {
      const interaction = begin(4, where, commandData(path, { [option]: typed }, option));
      await interaction.acknowledged();
      const choices = world.interactions.get(interaction.id)?.choices ?? [];
      return choices.map(({ name }) => String(name));
    },
    opens(where, menu, target) {
      const command = world.commands
        .map((one) => registered.parse(one))
        .find((one) => one.name === menu && one.type === 2);
      if (!command) throw new Error(`"${menu}" is not registered`);
      const users = { [target.id]: { id: target.id, username: target.name.toLowerCase(), global_name: target.name } };
      return begin(2, where, { id: command.id, name: menu, type: 2, target_id: target.id, resolved: { users } });
    },
    opensOn(where, menu, { by, content }) {
      const command = world.commands
        .map((one) => registered.parse(one))
        .find((one) => one.name === menu && one.type === 3);
      if (!command) throw new Error(`"${menu}" is not registered`);
      const id = snowflake();
      const author = { id: by.id, username: by.name.toLowerCase(), global_name: by.name, avatar: null };
      const message = { id, channel_id: snowflake(), content, author, type: 0, timestamp: '2026-01-01T00:00:00Z' };
      const resolved = { messages: { [id]: message } };
      return begin(2, where, { id: command.id, name: menu, type: 3, target_id: id, resolved });
    },
    presses(message, label, where) {
      const button = message.buttons.find((one) => one.label === label && !one.disabled);
      if (!button)
        throw new Error(`no button says "${label}", only ${message.buttons.map((one) => one.label).join(', ')}`);
      return press(2, message, button.customId, where, {});
    },
    pressesId: (message, customId, where) => press(2, message, customId, where, {}),
    chooses(message, placeholder, values, where) {
      const menu = message.menus.find((one) => one.placeholder === placeholder);
      if (!menu) throw new Error(`no menu says "${placeholder}"`);
      if (menu.type === 3 && !values.every((value) => menu.values.includes(value))) throw new Error('not in the menu');
      return press(menu.type, message, menu.customId, where, { values });
    },
    submits(modal, values, where) {
      const opened = world.interactions.get(modal.interactionId);
      const components = modal.fields.map((field) => {
        const given = values[field.label] ?? values[field.customId] ?? field.value;
        const isEmpty = given === '' || (Array.isArray(given) && given.length === 0);
        if (field.required && isEmpty) throw new Error(`${field.label} is required`);
        if (typeof given === 'string' && given.length > field.maxLength) throw new Error(`${field.label} is too long`);
        const list = Array.isArray(given) ? given : given === '' ? [] : given.split(',');
        const value = field.type === 4 ? { value: String(given) } : { values: list };
        return { type: 18, id: 1, component: { type: field.type, id: 2, custom_id: field.customId, ...value } };
      });
      const guildId = Object(opened?.payload)['guild_id'];
      const guild = typeof guildId === 'string' ? world.guilds.get(guildId) : undefined;
      const source = opened?.source ? { message: messageJson(opened.source, world) } : {};
      const more = { ...(opened ? { channel_id: opened.channelId } : {}), ...source };
      return begin(5, where ?? guild ?? 'dm', { custom_id: modal.customId, components }, more);
    },
    messages: inbox,
    message: (index) =>
      eventually(
        world,
        () => inbox()[index],
        () => `direct message ${index} to ${state.name}`,
      ),
    manages: (guild) => void state.manages.add(guild.id),
    speaksIn(guild, channel) {
      if (channel) guild.voiceStates.set(state.id, channel.id);
      else guild.voiceStates.delete(state.id);
      const data = { guild_id: guild.id, user_id: state.id, channel_id: channel?.id ?? null };
      gateway.dispatch('VOICE_STATE_UPDATE', data, guild.id);
    },
    opensActivity(channel) {
      const known = [...world.instances.values()].find((one) => one.channelId === channel.id && one.users.size > 0);
      const made = { id: `i-${snowflake()}-gc-${channel.id}`, channelId: channel.id, guildId: channel.guildId };
      const instance = known ?? { ...made, users: new Set<string>() };
      instance.users.add(state.id);
      world.instances.set(instance.id, instance);
      return instance;
    },
    code() {
      const code = `code-${snowflake()}`;
      world.codes.set(code, state.id);
      return code;
    },
    takesDms(how) {
      state.dms = how;
    },
  };
  return person;
}

function view(world: World, interaction: InteractionState, again: () => void): Interaction {
  const first = () =>
    eventually(
      world,
      () => interaction.first,
      () => 'the application did not respond',
      acknowledgeMs,
    );
  return {
    id: interaction.id,
    acknowledged: first,
    again,
    async answer() {
      await first();
      const message = () => {
        const { first: given, original, followUps, isThinking } = interaction;
        if (followUps[0]) return followUps[0];
        if (isThinking || given?.type === 9 || !original || original.isGone) return null;
        return original;
      };
      return seen(await eventually(world, message, () => 'an answer'));
    },
    async modal() {
      await first();
      const { modal, original } = interaction;
      if (!modal) throw new Error(`expected a modal, but was answered ${original ? seen(original).text : 'nothing'}`);
      return seenModal(modal, interaction.id);
    },
  };
}
