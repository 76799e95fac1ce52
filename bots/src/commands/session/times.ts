import { asMarkdown, escapeMarkdown, joinMarkdown, type Markdown } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';
import { momentFormat } from '../formats.ts';

/** Somebody and where they are; null where they never said. */
interface Elsewhere {
  displayName: string;
  timezone: string | null;
}

/** Hours at which most people sleep, in their own time: until the first, from the second on. */
const nightEnds = 7;
const nightBegins = 22;

/** "Mei: Wed 2 Dec, 07:00 in Auckland", for those whose clock shows something else, each zone once, three at most. */
export function elsewhereText(ctx: CommandContext, at: Date, people: readonly Elsewhere[]): Markdown | null {
  const here = wallIn(at, ctx.actor.timezone ?? 'UTC');
  const byClock = new Map<string, { names: string[]; timezone: string }>();
  for (const { displayName, timezone } of people) {
    if (timezone === null || wallIn(at, timezone).equals(here)) continue;
    const key = wallIn(at, timezone).toString();
    const known = byClock.get(key);
    if (known) known.names.push(displayName);
    else byClock.set(key, { names: [displayName], timezone });
  }
  const lines = [...byClock.values()].slice(0, 3).map(({ names, timezone }) => {
    const values = { names: ctx.list(names.slice(0, 3)), when: whenIn(ctx, at, timezone), place: placeOf(timezone) };
    return ctx.tell(isNight(at, timezone) ? 'session.elsewhere_night' : 'session.elsewhere', values);
  });
  return lines.length === 0 ? null : joinMarkdown(lines, '\n');
}

/** A moment as it is in another zone, written as the person's own region does. */
export const whenIn = ({ region }: CommandContext, at: Date, timeZone: string): string =>
  momentFormat(region, timeZone).format(at);

/** "Auckland" of Pacific/Auckland. */
const placeOf = (timezone: string): string => (timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ');

export function isNight(at: Date, timezone: string): boolean {
  const { hour } = wallIn(at, timezone);
  return hour < nightEnds || hour >= nightBegins;
}

const wallIn = (at: Date, timezone: string): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone).toPlainDateTime();

/** "45 minutes", "1 h 30 min". */
export function lengthText(ctx: CommandContext, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return ctx.say('session.minutes', { minutes });
  if (minutes % 60 === 0) return ctx.say('session.hours', { hours });
  return ctx.say('session.hours_minutes', { hours, minutes: minutes % 60 });
}

/** When and how long, and then in the others' own time. */
export function timeText(ctx: CommandContext, at: Date, minutes: number, people: readonly Elsewhere[]): Markdown {
  const own = asMarkdown(`**${ctx.moment(at)}** · ${escapeMarkdown(lengthText(ctx, minutes))}`);
  const others = elsewhereText(ctx, at, people);
  return others === null ? own : joinMarkdown([own, others], '\n');
}
