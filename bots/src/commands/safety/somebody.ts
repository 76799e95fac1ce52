import { cleanLine } from '@echochat/core/platform/text.ts';
import type { PersonRef } from '@echochat/core/safety/person-ref.ts';
import type { CommandContext } from '../context.ts';
import type { Option } from '../option.ts';
import { person } from '../options/things.ts';

/** Somebody as a command names them, whether or not they are to be seen, or have an account at all. */
export interface Somebody {
  ref: PersonRef;
  /** Names them on a button. */
  value: string;
}

/** <@123|Bo> as chats mention people, with their name where the chat says it. */
const mention = /^<@!?([A-Z0-9]{1,64})(?:\|([^<>]*))?>$/i;
const account = /^#(\d{1,9})$/;
/** Somebody on another chat than this one. */
const elsewhere = /^(discord|slack|playground)\/([A-Z0-9]{0,64})\/([\w-]{1,64})$/i;
const platforms = ['discord', 'slack', 'playground'] as const;

/** The ref that a value or what was typed stands for; null for what may be a handle or a name. */
export function readRef(typed: string, { actor, workspaceId }: CommandContext): PersonRef | null {
  const given = typed.trim();
  const userId = account.exec(given)?.[1];
  if (userId !== undefined) return { userId: Number(userId) };
  const [, externalId, called = ''] = mention.exec(given) ?? [];
  if (externalId !== undefined && actor.via !== 'browser') {
    const name = cleanLine(called).slice(0, 80);
    return { platform: actor.via, workspaceId, externalId, ...(name === '' ? {} : { name }) };
  }
  const [, on = '', workspace = '', id] = elsewhere.exec(given) ?? [];
  const platform = platforms.find((known) => known === on.toLowerCase());
  return platform && id !== undefined ? { platform, workspaceId: workspace, externalId: id } : null;
}

/** What stands for a person on a button; their name stays behind. */
export function buttonValue(ref: PersonRef, { actor, workspaceId }: CommandContext): string {
  if ('userId' in ref) return `#${ref.userId}`;
  const isHere = ref.platform === actor.via && ref.workspaceId === workspaceId && /^[A-Z0-9]+$/i.test(ref.externalId);
  return isHere ? `<@${ref.externalId}>` : `${ref.platform}/${ref.workspaceId}/${ref.externalId}`;
}

/** Anybody that a person can name: mentioned, by handle or name, or by a button. Throws OptionProblem. */
export async function readSomebody(typed: string, ctx: CommandContext): Promise<Somebody> {
  const ref = readRef(typed, ctx) ?? { userId: (await person.read(typed, ctx, {})).userId };
  return { ref, value: buttonValue(ref, ctx) };
}

/** The option itself. What was typed is understood by the command, which keeps the rest of it where it is not. */
export const somebody: Option<string> = { ...person, read: async (typed) => typed };
