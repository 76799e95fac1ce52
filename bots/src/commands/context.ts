import type { Api } from '@echochat/core/api.ts';
import type { UserActor } from '@echochat/core/platform/actor.ts';
import { type Language, languageOf, type Say } from '@echochat/core/platform/words/words.ts';
import type { Values } from '../cards/action-id.ts';
import type { Action } from '../cards/card.ts';
import { asMarkdown, escapeMarkdown, type Markdown } from '../cards/markdown.ts';
import { conjunctionFormat, momentFormat } from './formats.ts';
import type { CommandPath } from './paths.ts';
import type { Place } from './place.ts';
import { tellIn, type WordKey, wordsIn } from './words.ts';

/** What a chat knows of a person beyond who they are, to prefill what they would have to type. */
export interface Hints {
  timezone?: string | undefined;
  locale?: string | undefined;
}

/** Where a command is said, beside the hints. */
export interface Whereabouts extends Hints {
  workspaceId?: string;
  place?: Place | null;
  hasActivity?: boolean;
}

export type MakeButton = (path: CommandPath, label: string, values?: Values, style?: Action['style']) => Action;

/** What a command runs with. It does not know which chat will show its answer. */
export interface CommandContext {
  /** The procedures as the person; all calls of one command count as one. */
  api: Api;
  actor: UserActor;
  language: Language;
  /** How dates are written: the language as the person's own region has it. */
  region: string;
  /** Plain text: titles, labels, names. */
  say: Say<WordKey>;
  /** Markdown whose values are escaped. */
  tell: ReturnType<typeof tellIn>;
  /** A button that runs a command; the values are what its options would be typed as. */
  button: MakeButton;
  hints: Hints;
  /** The Slack workspace; empty elsewhere. */
  workspaceId: string;
  /** The community where it is said; null in direct messages and where EchoChat was not brought to. */
  place: Place | null;
  /** Whether an answer may open the Activity in front of them. */
  hasActivity: boolean;
  now: Temporal.Instant;
  /** A moment in the person's own time and language: "Tue 24 Nov, 18:30". */
  when(moment: Date): string;
  /** The same as Markdown, which a chat that can shows in the reader's own zone. */
  moment(moment: Date): Markdown;
  /** Things joined as people say them: "a, b and c". */
  list(items: readonly string[]): string;
}

export function commandContext(
  api: Api,
  actor: UserActor,
  button: MakeButton,
  now: Temporal.Instant,
  whereabouts: Whereabouts = {},
): CommandContext {
  const language = languageOf(actor.locale);
  const region = regionOf(actor.locale, language);
  const timeZone = actor.timezone ?? 'UTC';
  const moment = momentFormat(region, timeZone);
  return {
    api,
    actor,
    language,
    region,
    say: wordsIn(language),
    tell: tellIn(language),
    button,
    hints: whereabouts,
    workspaceId: whereabouts.workspaceId ?? '',
    place: whereabouts.place ?? null,
    hasActivity: whereabouts.hasActivity ?? false,
    now,
    when: (date) => moment.format(date),
    moment: (date) =>
      asMarkdown(`[${escapeMarkdown(moment.format(date))}](moment:${Math.floor(date.getTime() / 1_000)})`),
    list: (items) => conjunctionFormat(language).format(items),
  };
}

/** Dates as the person's own region writes them where we know it; English without a region is the one most of the world reads. */
function regionOf(locale: string, language: Language): string {
  const general = language === 'en' ? 'en-GB' : language;
  try {
    const [tag] = Intl.getCanonicalLocales(locale.replace('_', '-'));
    return tag?.startsWith(`${language}-`) ? tag : general;
  } catch {
    return general;
  }
}

/** The same context speaking another language. */
export const inLanguage = (ctx: CommandContext, language: Language): CommandContext =>
  changed(ctx, { locale: language });

/** The same context by the clocks of where the person has just said to be. */
export const inZone = (ctx: CommandContext, timezone: string): CommandContext => changed(ctx, { timezone });

const changed = (ctx: CommandContext, actor: Partial<UserActor>): CommandContext =>
  commandContext(ctx.api, { ...ctx.actor, ...actor }, ctx.button, ctx.now, {
    ...ctx.hints,
    workspaceId: ctx.workspaceId,
    place: ctx.place,
    hasActivity: ctx.hasActivity,
  });
