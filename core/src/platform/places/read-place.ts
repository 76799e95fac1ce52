import { foldPlace } from './fold-place.ts';
import { type Named, type Place, placeIndex } from './place-index.ts';
import { after, before } from './said-zones.ts';
import { type Asking, answerOf, placeChoice, type ZoneChoice, type ZoneReading, zonesByClock } from './zone-choice.ts';

/** So many times as many people must a place have as the next one of its name for it to be meant without asking. */
const clearly = 10;
/** The weight of a place by another name, beside one that is called so itself: less where that one is well known. */
const byOther = { usual: 0.35, ownIsKnown: 0.1 };
/** In thousands of people. */
const known = 500;
/** The weight of a place that is written just so, accents and all. */
const asWritten = 3;

/** A place's name without what is said around it: "vivo en Medellín" is Medellín. */
export function stripped(folded: string): string {
  const bare = folded.replace(before, '').replace(after, '').trim();
  return bare === '' ? folded : bare;
}

/** "Portland", "Portland, Maine", "cambridge uk": of the places of that name those that lie where it says. */
export function readPlace(folded: string, typed: string, asking: Asking): ZoneReading | null {
  const { byName } = placeIndex();
  const whole = byName.get(folded);
  if (whole) return answerOf(zonesOf(whole, asking, clearly, typed), asking);
  for (const [name, within] of splits(folded, typed)) {
    const inside = (byName.get(name) ?? []).filter(({ place }) => liesIn(place, within));
    const found = answerOf(zonesOf(inside, asking, clearly), asking);
    if (found) return found;
  }
  return null;
}

/** The ways to take a text apart into a place and what it lies in: at a comma or a bracket, else before the last words. */
function splits(folded: string, typed: string): [name: string, within: string][] {
  const [head = '', ...rest] = typed
    .split(/[,(/·|]/)
    .map((part) => stripped(foldPlace(part)))
    .filter(Boolean);
  const words = folded.split(' ');
  const cuts = [1, 2, 3].filter((count) => count < words.length);
  return [
    ...rest.map((within): [string, string] => [head, within]),
    ...cuts.map((count): [string, string] => [words.slice(0, -count).join(' '), words.slice(-count).join(' ')]),
  ];
}

function liesIn(place: Place, within: string): boolean {
  const { countries, regionLetters } = placeIndex();
  const code = within === 'uk' ? 'GB' : within.toUpperCase();
  return (
    place.country === (countries.get(within) ?? code) ||
    (place.region !== '' &&
      (foldPlace(place.region) === within || regionLetters.get(`${place.country} ${within}`) === place.region))
  );
}

/**
 * The zones of these places, the one with most people first, those of a country that are one clock once. Places with
 * `clear` times fewer people than the first are left out.
 */
export function zonesOf(named: readonly Named[], asking: Asking, clear = Infinity, typed = ''): ZoneChoice[] {
  const other = named.some(({ place, isOwn }) => isOwn && place.people >= known) ? byOther.ownIsKnown : byOther.usual;
  const isAccented = /[^\0-\x7f]/.test(typed);
  const weighed = named
    .map(({ place, isOwn }) => {
      const isAsWritten = isAccented && place.name.toLowerCase() === typed.toLowerCase();
      return { place, weight: place.people * (isOwn ? 1 : other) * (isAsWritten ? asWritten : 1) };
    })
    .sort((a, b) => b.weight - a.weight);
  const most = weighed[0]?.weight ?? 0;
  const choices = new Map<string, ZoneChoice>();
  for (const { place, weight } of weighed) {
    if (weight * clear < most) continue;
    for (const zone of zonesByClock(place.zones, asking.now))
      if (!choices.has(zone)) choices.set(zone, placeChoice(place, zone, asking));
  }
  return [...choices.values()];
}
