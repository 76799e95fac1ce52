import { begunPlaces } from './begun-places.ts';
import { foldPlace } from './fold-place.ts';
import { listedZones } from './listed-zone.ts';
import { readZone } from './read-zone.ts';
import { type Asking, placeChoice, type ZoneChoice, zoneChoice } from './zone-choice.ts';

const mostTyped = 80;

/** The zones that somebody may be about to name, the places with most people first; each zone once. */
export function suggestZones(typed: string, asking: Asking, limit: number): ZoneChoice[] {
  const query = foldPlace(typed.slice(0, mostTyped));
  if (query === '') return [];
  const read = readZone(typed, asking);
  const meant = read.kind === 'zone' ? [zoneChoice(read.zone, asking)] : read.kind === 'which' ? read.choices : [];
  const begun = begunPlaces(query).flatMap(({ place }) => place.zones.map((zone) => placeChoice(place, zone, asking)));
  const named = listedZones.filter((zone) => foldPlace(zone).includes(query)).map((zone) => zoneChoice(zone, asking));
  // Whoever writes a zone's own name goes on with it.
  const going = /[/_]/.test(typed) ? [...named, ...begun] : [...begun, ...named];
  const like = read.kind === 'like' ? read.choices : [];
  const seen = new Set<string>();
  return [...meant, ...going, ...like].filter(({ zone }) => !seen.has(zone) && seen.add(zone)).slice(0, limit);
}
