import { clockOf, fixedZone, offsetOf } from './clocks.ts';
import { placeIndex, type Zone } from './place-index.ts';
import { type Asking, answerOf, type ZoneChoice, type ZoneReading, zoneChoice, zonesByClock } from './zone-choice.ts';

/** So many times fewer people than the first has a clock that is not asked about. */
const clearly = 10;

/** The zones that write these letters: those whose people do before those that only tables say it of. */
export function readLetters(folded: string, asking: Asking): ZoneReading | null {
  const letters = folded.toUpperCase();
  if (!/^[A-Z]{2,5}$/.test(letters)) return null;
  // Summers in Britain differ, and the letters alone do not say whether they count.
  if (letters === 'GMT') return utcOr(['Europe/London', 'UTC'], asking);
  const { zones } = placeIndex();
  const common = zones.filter((zone) => zone.letters.includes(letters));
  const rare = zones.filter((zone) => zone.rareLetters.includes(letters));
  // Two letters are a country's too: only what a zone's own people write counts.
  const choices = clocksOf(common.length > 0 || letters.length === 2 ? common : rare, asking);
  // Mexico's people are more, but the letters are English.
  const first = asking.language === 'en' ? choices.find(({ zone }) => zone === 'America/Chicago') : undefined;
  return answerOf(first ? [first, ...choices.filter((choice) => choice !== first)] : choices, asking);
}

const bare = (name: string): string =>
  name
    .replace(/\b(?:standard|daylight|summer|time|hora|estandar|de verano|de|del|la|el)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** "Eastern Time", "hora de Europa central". */
export function readZoneName(folded: string, asking: Asking): ZoneReading | null {
  const wanted = bare(folded);
  if (wanted === '') return null;
  const named = placeIndex().zones.filter(({ names }) => names.some((name) => bare(name) === wanted));
  return answerOf(clocksOf(named, asking), asking);
}

/** The zones whose clocks show this offset now, in minutes. Where none does, the fixed zone of it. */
export function readByOffset(minutes: number, asking: Asking): ZoneReading {
  if (minutes === 0) return utcOr(['UTC', 'Europe/London'], asking);
  const now = placeIndex().zones.filter(({ name }) => offsetOf(name, asking.now) === minutes);
  const fixed = fixedZone(minutes);
  return (
    answerOf(clocksOf(now, asking), asking) ?? (fixed === null ? { kind: 'unknown' } : { kind: 'zone', zone: fixed })
  );
}

const utcOr = (zones: readonly string[], asking: Asking): ZoneReading => ({
  kind: 'which',
  choices: zones.map((zone) => zoneChoice(zone, asking)),
});

/** One zone for each clock that these zones show, the one with most people first. */
function clocksOf(zones: readonly Zone[], asking: Asking): ZoneChoice[] {
  const groups = [...Map.groupBy(zones, ({ name }) => clockOf(name, asking.now)).values()].map((group) => ({
    zones: group.map(({ name }) => name),
    people: group.reduce((sum, { people }) => sum + people, 0),
  }));
  const most = Math.max(0, ...groups.map(({ people }) => people));
  return groups
    .filter(({ people }) => people * clearly >= most)
    .sort((a, b) => b.people - a.people)
    .flatMap(({ zones }) => zonesByClock(zones, asking.now))
    .map((zone) => zoneChoice(zone, asking));
}
