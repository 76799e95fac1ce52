/** What a part of a card takes of a message. */
export interface Cost {
  /** Components or blocks, nested ones counted where the chat counts them. */
  components: number;
  characters: number;
}

/**
 * Divides the parts of a card into pages, in order, so that nothing is left out. The controls that go with the first
 * page have their place, up to `forControls` components, before the rows take it; what is left of both follows.
 */
export function paginate<Part extends Cost>(
  rows: readonly Part[],
  controls: readonly Part[],
  first: Cost,
  later: Cost,
  forControls: number,
): Part[][] {
  const own = take(controls, { ...first, components: Math.min(first.components, forControls) });
  const shown = take(rows, without(first, own));
  const pages = [[...shown, ...own]];
  let rest = [...rows.slice(shown.length), ...controls.slice(own.length)];
  while (rest.length > 0) {
    const fitting = take(rest, later);
    // A part is never larger than a page; were one, it would stand alone rather than be lost.
    const page = fitting.length > 0 ? fitting : rest.slice(0, 1);
    pages.push(page);
    rest = rest.slice(page.length);
  }
  return pages;
}

/** As many from the beginning as there is room for. */
function take<Part extends Cost>(parts: readonly Part[], room: Cost): Part[] {
  let left = room;
  const end = parts.findIndex((part) => {
    left = without(left, [part]);
    return left.components < 0 || left.characters < 0;
  });
  return parts.slice(0, end === -1 ? parts.length : end);
}

const without = (room: Cost, parts: readonly Cost[]): Cost => ({
  components: room.components - parts.reduce((sum, part) => sum + part.components, 0),
  characters: room.characters - parts.reduce((sum, part) => sum + part.characters, 0),
});
