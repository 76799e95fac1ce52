import { EventEmitter } from 'node:events';
import { eventually as eventuallyIn } from '../eventually.ts';

// What there is in Slack: workspaces with their people and channels, messages, views, tokens, and what was pressed.

export type Json = Record<string, unknown>;

export interface PersonState {
  id: string;
  teamId: string;
  name: string;
  locale: string;
  timezone: string;
  isAdmin: boolean;
  dms: 'open' | 'closed' | 'deactivated';
  /** What they were shown, each change anew, oldest first. */
  shown: MessageState[];
  modals: ViewState[];
  homes: ViewState[];
}

export interface ChannelState {
  id: string;
  teamId: string;
  name: string;
  /** Whose direct messages these are. */
  personId: string | null;
  hasBot: boolean;
  isArchived: boolean;
}

export interface MessageState {
  ts: string;
  channelId: string;
  body: Json;
  onlyFor: string | null;
  edits: number;
  isDeleted: boolean;
}

export interface ViewState {
  id: string;
  hash: string;
  personId: string;
  view: Json;
}

export interface WorkspaceState {
  teamId: string;
  name: string;
  botUserId: string;
  people: Map<string, PersonState>;
  channels: Map<string, ChannelState>;
}

export interface TokenState {
  teamId: string;
  state: 'good' | 'revoked' | 'expired';
}

export interface World {
  workspaces: Map<string, WorkspaceState>;
  tokens: Map<string, TokenState>;
  /** Refresh tokens that are still good, with their workspace. */
  refreshTokens: Map<string, string>;
  codes: Map<string, { teamId: string; personId: string; redirectUri: string }>;
  messages: MessageState[];
  views: Map<string, ViewState>;
  triggers: Map<string, { personId: string; until: number; used: boolean }>;
  responses: Map<
    string,
    { personId: string; channelId: string; message: MessageState | null; uses: number; until: number }
  >;
  rotates: boolean;
  events: EventEmitter;
}

export function newWorld(): World {
  const events = new EventEmitter();
  events.setMaxListeners(0);
  return {
    workspaces: new Map(),
    tokens: new Map(),
    refreshTokens: new Map(),
    codes: new Map(),
    messages: [],
    views: new Map(),
    triggers: new Map(),
    responses: new Map(),
    rotates: false,
    events,
  };
}

let last = 1_000;
/** An id as Slack writes them: a letter and capitals. */
export function newId(letter: string): string {
  last += 1;
  return `${letter}${last.toString(36).toUpperCase().padStart(8, '0')}`;
}

let lastTs = 0;
export function newTs(): string {
  lastTs = Math.max(lastTs + 1, Date.now() * 1_000);
  return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, '0')}`;
}

export const personOf = (world: World, id: string): PersonState | undefined =>
  [...world.workspaces.values()].map(({ people }) => people.get(id)).find(Boolean);

export const channelOf = (world: World, id: string): ChannelState | undefined =>
  [...world.workspaces.values()].map(({ channels }) => channels.get(id)).find(Boolean);

/** The conversation of the app with a person. */
export function dmOf(world: World, person: PersonState): ChannelState {
  const { channels } = world.workspaces.get(person.teamId) ?? { channels: new Map<string, ChannelState>() };
  const known = [...channels.values()].find(({ personId }) => personId === person.id);
  if (known) return known;
  const made = {
    id: newId('D'),
    teamId: person.teamId,
    name: '',
    personId: person.id,
    hasBot: true,
    isArchived: false,
  };
  channels.set(made.id, made);
  return made;
}

/** Shows a message, or a change of it, to who sees it. */
export function show(world: World, message: MessageState): void {
  const channel = channelOf(world, message.channelId);
  const sees = message.onlyFor ?? channel?.personId;
  const person = sees ? personOf(world, sees) : undefined;
  person?.shown.push({ ...message });
  world.events.emit('change');
}

export function say(world: World, channelId: string, body: Json, onlyFor: string | null = null): MessageState {
  const message = { ts: newTs(), channelId, body, onlyFor, edits: 0, isDeleted: false };
  world.messages.push(message);
  show(world, message);
  return message;
}

/** What `find` finds in the world, as soon as it finds something. */
export const eventually = <T>(world: World, find: () => T | null | undefined, what: string, ms = 8_000): Promise<T> =>
  eventuallyIn(world.events, find, () => what, ms);
