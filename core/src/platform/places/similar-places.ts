import { editDistance, mostTypos } from '../edit-distance.ts';
import { type Named, type Place, placeIndex } from './place-index.ts';

const mostSimilar = 3;
/** A mistyped name is a known place's, the better known the shorter the name is; in thousands of people. */
const known = (length: number): number => (length < 7 ? 1_000 : 200);

/** The places whose own name is a slip away from what was typed; nothing where none is near. */
export function similarPlaces(folded: string): Named[] {
  const most = mostTypos(folded.length);
  if (most === 0) return [];
  const near: { place: Place; distance: number }[] = [];
  for (const [name, named] of placeIndex().byName) {
    if (Math.abs(name.length - folded.length) > most || !beginsAlike(name, folded)) continue;
    const places = named.filter(({ place }) => place.people >= known(folded.length));
    if (places.length === 0) continue;
    const distance = editDistance(name, folded);
    if (distance <= most) near.push(...places.map(({ place }) => ({ place, distance })));
  }
  const least = Math.min(...near.map(({ distance }) => distance));
  const nearest = near.filter(({ distance }) => distance === least).map(({ place }) => place);
  return [...new Set(nearest)]
    .sort((a, b) => b.people - a.people)
    .slice(0, mostSimilar)
    .map((place) => ({ place, isOwn: true }));
}

/** Slips are seldom in the first letter, unless it is swapped with the second. */
const beginsAlike = (a: string, b: string): boolean => a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
