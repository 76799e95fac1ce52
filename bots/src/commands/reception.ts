import type { Core } from '@echochat/core/core.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { cleanLine } from '@echochat/core/platform/text.ts';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import { readActionId, type Values, valuesOfId } from '../cards/action-id.ts';
import { type Card, type Choice, card } from '../cards/card.ts';
import type { Form } from '../cards/form.ts';
import { shorten } from '../cards/markdown.ts';
import type { Answer, Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { openDispatcher } from './dispatch.ts';
import { parseLine } from './parse-line.ts';
import type { Place, PlacePermissions, PlaceVoice } from './place.ts';
import { commandAt, commands } from './registry.ts';
import { isWordKey, tellIn, wordsIn } from './words.ts';

/** Who speaks, as a chat vouches for them, and where. */
export interface Speaker {
  platform: 'discord' | 'slack';
  /** The Slack workspace; empty on Discord, whose ids are global. */
  workspaceId: string;
  externalId: string;
  handle: string;
  displayName: string;
  avatarUrl?: string | undefined;
  locale?: string | undefined;
  timezone?: string | undefined;
  /** Whether an answer may open the Activity in front of them. */
  hasActivity?: boolean | undefined;
  /** The server or workspace that EchoChat was brought to, where they speak in one. */
  community?: SpeakersCommunity | undefined;
}

export interface SpeakersCommunity {
  externalId: string;
  name: string;
  /** Whether the platform lets them manage it. */
  isOrganiser: boolean;
  permissions: PlacePermissions | null;
  voice?: PlaceVoice | undefined;
}

/** What somebody did: said a command, pressed or submitted something, or typed a line. */
export type Asked =
  | { kind: 'command'; path: string; values: Values }
  | { kind: 'press'; id: string; values: Values }
  | { kind: 'line'; line: string };

/** Receives what people do on a chat. Neither of the two ever throws. */
export interface Reception {
  /** The one answer to what somebody did, whatever goes wrong on the way. */
  answer(speaker: Speaker, asked: Asked): Promise<Answer>;
  /** What an option may be meant to be, at most 25; none where that cannot be said now. */
  suggest(speaker: Speaker, path: string, option: string, typed: string): Promise<Choice[]>;
}

export function openReception(core: Core): Reception {
  const dispatcher = openDispatcher(core);
  const { log } = core.services;

  async function contextOf(speaker: Speaker): Promise<CommandContext> {
    const { platform, workspaceId, externalId, avatarUrl, locale, timezone, community, hasActivity = false } = speaker;
    const system = core.as({ kind: 'system', name: platform });
    const name = cleanLine(speaker.displayName.toWellFormed()).slice(0, 80) || 'learner';
    const { actor, communityId } = await system.auth.identify({
      platform,
      workspaceId,
      externalId,
      handle: cleanLine(speaker.handle.toWellFormed()).slice(0, 80) || name,
      displayName: name,
      avatarUrl,
      locale,
      community: community && {
        externalId: community.externalId,
        name: shorten(cleanLine(community.name.toWellFormed()), 100) || community.externalId,
        isOrganiser: community.isOrganiser,
      },
    });
    const place: Place | null =
      communityId === null || !community
        ? null
        : {
            communityId,
            name: community.name,
            permissions: community.permissions,
            voice: community.voice ?? null,
          };
    return dispatcher.contextOf(actor, { timezone, locale, workspaceId, place, hasActivity });
  }

  /** What to say when not even who speaks could be read: in the language of their chat. */
  function unreached(speaker: Speaker, error: unknown): Answer {
    const known = asEchoError(error);
    if (known.code === 'internal') log.error({ err: error, errorId: known.params.id }, 'a person could not be read');
    const language = languageOf(speaker.locale);
    const key = `errors.${known.code}`;
    return {
      card: card({
        sign: '🧩',
        tone: 'trouble',
        title: wordsIn(language)('problems.our_fault'),
        text: tellIn(language)(isWordKey(key) ? key : 'errors.internal', { ...known.params }),
      }),
    };
  }

  return {
    async answer(speaker, asked) {
      try {
        const ctx = await contextOf(speaker);
        switch (asked.kind) {
          case 'command':
            return await dispatcher.command(ctx, asked.path, asked.values);
          case 'press':
            return await dispatcher.press(ctx, asked.id, asked.values);
          case 'line':
            return await dispatcher.line(ctx, asked.line);
        }
      } catch (error) {
        return unreached(speaker, error);
      }
    },
    async suggest(speaker, path, name, typed) {
      try {
        const options = commandAt(path)?.options ?? {};
        const option = Object.hasOwn(options, name) ? options[name] : undefined;
        return (await option?.suggest?.(typed, await contextOf(speaker)))?.slice(0, 25) ?? [];
      } catch (error) {
        log.warn({ error: String(error), path }, 'nothing could be suggested');
        return [];
      }
    },
  };
}

/** The command that something asks for, with what is given of its options as texts; null for what names none. */
function commandOf(asked: Asked): { command: Command; given: Values } | null {
  if (asked.kind === 'line') {
    const parsed = parseLine(asked.line, commands);
    const command = 'path' in parsed ? commandAt(parsed.path) : undefined;
    return command && 'values' in parsed ? { command, given: parsed.values } : null;
  }
  if (asked.kind === 'command') {
    const command = commandAt(asked.path);
    return command ? { command, given: asked.values } : null;
  }
  const read = readActionId(asked.id);
  const command = read ? commandAt(read.path) : undefined;
  if (!read || !command) return null;
  return { command, given: { ...valuesOfId(read, Object.keys(command.options)), ...asked.values } };
}

/**
 * Whether how to acknowledge depends on the answer: it may be a form, which a chat takes as its first answer only, one
 * that everybody in the channel sees, or one that opens the Activity. Known without asking anybody.
 */
export function dependsOnAnswer(asked: Asked): boolean {
  const found = commandOf(asked);
  if (!found) return false;
  if (asked.kind === 'press' && readActionId(asked.id)?.asks !== undefined) return true;
  const { command, given } = found;
  const isOpen = (name: string) => cleanLine(given[name] ?? '') === '';
  return command.form.some(isOpen) || (asked.kind !== 'press' && command.mayBePublic) || command.opensRoom;
}

/** Whether its answer may open the Activity, which has to be the first thing said. */
export const opensRoom = (asked: Asked): boolean => commandOf(asked)?.command.opensRoom ?? false;

/** Whether pressing opens something beside the card pressed on, which stays as it is; else its answer takes the card's place. */
export function opensAside(id: string): boolean {
  const read = readActionId(id);
  return (read ? commandAt(read.path)?.aside : undefined) ?? false;
}

/** A form that came too late to be shown at once, as a card whose button asks for it again. */
export function formAsCard(form: Form, locale: string | undefined): Card {
  const language = languageOf(locale);
  return card({
    sign: '📝',
    title: form.title,
    text: form.text ?? tellIn(language)('forms.late'),
    actions: [{ id: form.again ?? form.id, label: wordsIn(language)('forms.open'), style: 'primary' }],
  });
}
