import type { Language } from '../words/words.ts';
import { clockOf } from './clocks.ts';
import { type Place, placeIndex } from './place-index.ts';

/** A zone to choose, with the place that it is named by. */
export interface ZoneChoice {
  zone: string;
  label: string;
}

/** Who asks, and when: which zones are one clock is so only at a time. */
export interface Asking {
  language: Language;
  now: Temporal.Instant;
}

/** What somebody says of where their clock is: it is known, it is one of a few, or it resembles a few. */
export type ZoneReading =
  | { kind: 'zone'; zone: string }
  | { kind: 'which'; choices: readonly ZoneChoice[] }
  | { kind: 'like'; choices: readonly ZoneChoice[] }
  | { kind: 'unknown' };

const mostChoices = 4;

/** One clock is the answer, several are a question, none is no answer. */
export function answerOf(choices: readonly ZoneChoice[], { now }: Asking): ZoneReading | null {
  const [first] = choices;
  if (!first) return null;
  const isOne = new Set(choices.map(({ zone }) => clockOf(zone, now))).size === 1;
  return isOne
    ? { kind: 'zone', zone: first.zone }
    : { kind: 'which', choices: toldApart(choices.slice(0, mostChoices)) };
}

/** Two of one name are told apart by their zones' cities. */
const toldApart = (choices: readonly ZoneChoice[]): ZoneChoice[] =>
  choices.map(({ zone, label }) => {
    const isOne = choices.filter((choice) => choice.label === label).length === 1;
    return { zone, label: isOne ? label : `${label} (${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')})` };
  });

/** One zone for each clock that these zones show, in their order: the one of the biggest city. */
export const zonesByClock = (zones: readonly string[], now: Temporal.Instant): string[] =>
  [...Map.groupBy(zones, (zone) => clockOf(zone, now)).values()].flatMap(
    (group) => group.toSorted((a, b) => cityPeople(b) - cityPeople(a))[0] ?? [],
  );

const cityPeople = (zone: string): number => placeIndex().mainCity.get(zone)?.people ?? 0;

/** A zone named by its biggest city. */
export function zoneChoice(zone: string, { language }: Asking): ZoneChoice {
  const city = placeIndex().mainCity.get(zone);
  return { zone, label: city ? placeLabel(city, language) : zone };
}

/** One of a place's zones: a city's and a small region's by its own name, a wide one's by its biggest city. */
export const placeChoice = (place: Place, zone: string, asking: Asking): ZoneChoice =>
  place.zones.length > 1 || place.name === ''
    ? zoneChoice(zone, asking)
    : { zone, label: placeLabel(place, asking.language) };

/** "Portland, Oregon, United States". */
function placeLabel({ name, country, region }: Place, language: Language): string {
  const within = country === 'US' ? [region] : [];
  const named = new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country;
  return [...new Set([name, ...within, named])].filter(Boolean).join(', ');
}
