import { type Named, placeIndex } from './place-index.ts';

/** How many names that begin with what was typed are looked at. */
const mostNames = 3_000;
const mostPlaces = 50;

/** The places whose name begins so, those with most people first. */
export function begunPlaces(folded: string): Named[] {
  const { names, byName } = placeIndex();
  const found: Named[] = [];
  const start = firstAtLeast(names, folded);
  for (let at = start; at < start + mostNames && names[at]?.startsWith(folded); at += 1)
    found.push(...(byName.get(names[at] ?? '') ?? []));
  return found.sort((a, b) => weight(b) - weight(a)).slice(0, mostPlaces);
}

/** What a city is called in some other language is seldom being typed. */
const weight = ({ place, isOwn }: Named): number => place.people * (isOwn ? 1 : 0.1);

/** Where a sorted list's first element is that is not before `text`. */
function firstAtLeast(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
