import { EventEmitter } from 'node:events';
import { eventually as eventuallyIn } from '../eventually.ts';
import { snowflake } from './ids.ts';

// What there is: people, guilds, channels, messages, and what was pressed and typed.

export type Json = Record<string, unknown>;

export interface PersonState {
  id: string;
  name: string;
  locale: string;
  dms: 'open' | 'closed' | 'too-fast';
  manages: Set<string>;
}

export interface ChannelState {
  id: string;
  name: string;
  guildId: string | null;
  /** Whose direct messages these are. */
  personId: string | null;
  /** What the bot may not do here, as permission bits. */
  denied: bigint;
  /** A voice channel as it was asked for; null for one of text. */
  voice: VoiceState | null;
  isGone: boolean;
}

export interface VoiceState {
  userLimit: number;
  overwrites: { id: string; type: number; allow: string; deny: string }[];
  /** What was changed of it, each time. */
  changes?: string[][];
}

/** An Activity that is open somewhere. */
export interface InstanceState {
  id: string;
  channelId: string | null;
  guildId: string | null;
  users: Set<string>;
}

/** An event of a guild, as it was asked for. */
export interface ScheduledEventState {
  id: string;
  creatorId: string;
  name: string;
  description: string;
  location: string;
  startsAt: string;
  endsAt: string;
  /** 1 scheduled, 2 active, 3 completed, 4 cancelled. */
  status: number;
}

export interface GuildState {
  id: string;
  name: string;
  locale: string;
  channels: ChannelState[];
  /** Whether the bot may make and change channels. */
  mayManageChannels: boolean;
  /** Whether it may change who is let into them. */
  mayManageRoles: boolean;
  mayCreateEvents: boolean;
  events: ScheduledEventState[];
  /** In which voice channel people are. */
  voiceStates: Map<string, string>;
}

export interface MessageState {
  id: string;
  channelId: string;
  body: Json;
  flags: number;
  nonce: string | null;
  /** Who alone sees it; null where everybody in the channel does. */
  onlyFor: string | null;
  edits: number;
  isGone: boolean;
  interactionUser: string | null;
}

export interface InteractionState {
  id: string;
  token: string;
  type: number;
  createdAt: number;
  payload: Json;
  person: PersonState;
  channelId: string;
  /** The message whose component was pressed. */
  source: MessageState | null;
  isUserInstallOnly: boolean;
  /** How often it was sent; the platform does so twice at times. */
  first: { type: number; afterMs: number; ephemeral: boolean } | null;
  original: MessageState | null;
  /** Whether the original still says that the bot is thinking. */
  isThinking: boolean;
  modal: Json | null;
  choices: Json[] | null;
  followUps: MessageState[];
}

export interface World {
  token: string;
  clientId: string;
  people: Map<string, PersonState>;
  guilds: Map<string, GuildState>;
  channels: Map<string, ChannelState>;
  messages: Map<string, MessageState>;
  interactions: Map<string, InteractionState>;
  commands: Json[];
  clientSecret: string;
  /** Whether the Activity is enabled in the portal. */
  hasActivity: boolean;
  instances: Map<string, InstanceState>;
  /** Codes that browsers were given, and tokens that they were exchanged for, with whose they are. */
  codes: Map<string, string>;
  tokens: Map<string, string>;
  commandWrites: number;
  /** Where the bot asked to be in voice, oldest first; null where it left. */
  botVoice: { guildId: string; channelId: string | null; isDeaf: boolean; shard: number }[];
  /** The server that voice is spoken over. */
  voiceServer: { endpoint: string | null; token: string };
  isRevoked: boolean;
  /** Emits `change` whenever anything a person could see is different. */
  events: EventEmitter;
}

export function newWorld(): World {
  const events = new EventEmitter();
  events.setMaxListeners(0);
  return {
    token: `bot${snowflake()}.stand.in`,
    clientId: snowflake(),
    people: new Map(),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    interactions: new Map(),
    commands: [],
    clientSecret: `secret-${snowflake()}`,
    hasActivity: true,
    instances: new Map(),
    codes: new Map(),
    tokens: new Map(),
    commandWrites: 0,
    botVoice: [],
    voiceServer: { endpoint: null, token: '' },
    isRevoked: false,
    events,
  };
}

/** What `find` finds in the world, as soon as it finds something. */
export const eventually = <T>(
  world: World,
  find: () => T | null | undefined,
  what: () => string,
  ms = 15_000,
): Promise<T> => eventuallyIn(world.events, find, what, ms);

export const userJson = (person: PersonState): Json => ({
  id: person.id,
  username: person.name.toLowerCase(),
  global_name: person.name,
  avatar: null,
  discriminator: '0',
  bot: false,
});

export const messageJson = (message: MessageState, world: World): Json => ({
  id: message.id,
  channel_id: message.channelId,
  author: { id: world.clientId, username: 'echochat', bot: true, discriminator: '0', avatar: null },
  content: '',
  timestamp: new Date().toISOString(),
  flags: message.flags,
  components: message.body['components'] ?? [],
  ...(message.nonce === null ? {} : { nonce: message.nonce }),
  ...(message.interactionUser === null
    ? {}
    : { interaction_metadata: { id: message.id, type: 2, user: { id: message.interactionUser } } }),
});
